// Rows of questions or filters, and what follows from them. All markup is made on the server (views/questions.py,
// views/counsel.py, views/offer_page.py); this script sends what was chosen and keeps focus, folds and typing while new
// markup arrives. It sends one record that only grows, so nothing is lost when answers come faster than they are drawn.
const PAUSE = 120; // milliseconds to gather what comes at once, such as arrow keys on their way
const TYPING = 450; // … and while somebody types
const kept = new WeakMap();

export default ({ data, parentElement, setStateValue }) => {
  const root = parentElement.querySelector(".counsel");
  if (!root) return;
  let me = kept.get(root);
  if (!me) {
    me = { said: { mount: Math.random().toString(36).slice(2), turn: 0 }, turns: {} };
    kept.set(root, me);
    listen(root, me);
  }
  me.send = () => {
    me.timer = undefined;
    setStateValue("said", { ...me.said });
  };
  draw(root, me, data);
};

// What was said after the record that this markup answers to: the markup does not know of it yet.
const waiting = (me, key) => me.turns[key] > (me.data.taken.mount === me.said.mount ? me.data.taken.turn : 0);

function say(me, key, value, pause = PAUSE) {
  me.said[key] = value;
  me.turns[key] = me.said.turn += 1;
  clearTimeout(me.timer);
  me.timer = setTimeout(() => me.send(), pause);
}

// ── Drawing ──────────────────────────────────────────────────────────────────

function draw(root, me, data) {
  const before = me.data;
  const first = before === undefined;
  me.data = data;
  if (first || before.language !== data.language) {
    root.innerHTML = data.frame;
    root.querySelector(".c-questions").insertAdjacentHTML("beforeend", data.questions);
    const box = root.querySelector(".c-answer");
    if (box) box.innerHTML = me.drawn = data.answer;
    if (data.foot) root.querySelector(".c-foot").innerHTML = data.foot;
  } else {
    if (before.questions !== data.questions) rows(root, me, data.questions);
    if (data.answer !== undefined && me.drawn !== data.answer && !waiting(me, "row")) {
      answer(root, data.answer);
      me.drawn = data.answer;
    }
    if (data.foot && before.foot !== data.foot && !root.querySelector(".c-foot").contains(document.activeElement))
      root.querySelector(".c-foot").innerHTML = data.foot;
  }
  for (const one of root.querySelectorAll(".c-said, .c-jump"))
    if (one.textContent !== data.headline) one.textContent = data.headline;
  if (data.sheet && data.sheet.turn !== me.sheet) {
    me.sheet = data.sheet.turn;
    if (!first) download(data.sheet);
  }
  if (first && data.focus) setTimeout(() => root.querySelector(data.focus)?.focus({ preventScroll: true }), 250);
}

// The groups follow the heading of the box, the rows that of their group. Only what differs is changed: the focus, the caret and what is not sent yet stay.
function rows(root, me, markup) {
  const fresh = document.createElement("div");
  fresh.innerHTML = markup;
  const box = root.querySelector(".c-questions");
  let before = box.querySelector(".c-keys") ?? box.querySelector("h2");
  for (const group of [...fresh.children]) {
    const old = box.querySelector("#" + CSS.escape(group.id));
    if (old) within(me, old, group);
    const placed = old ?? group;
    if (before.nextElementSibling !== placed) before.after(placed);
    before = placed;
  }
  while (before.nextElementSibling) before.nextElementSibling.remove();
}

function within(me, group, fresh) {
  let before = group.firstElementChild;
  const head = fresh.firstElementChild;
  if (before.innerHTML !== head.innerHTML) before.innerHTML = head.innerHTML;
  for (const row of [...fresh.querySelectorAll(":scope > .q-row")]) {
    const old = group.querySelector("#" + CSS.escape(row.id));
    if (old) sync(me, old, row);
    const placed = old ?? row;
    if (before.nextElementSibling !== placed) before.after(placed);
    before = placed;
  }
  while (before.nextElementSibling) before.nextElementSibling.remove();
}

function sync(me, row, fresh) {
  const key = row.dataset.key;
  const note = row.querySelector(".q-note");
  const said = fresh.querySelector(".q-note");
  if (note && note.innerHTML !== said.innerHTML && !note.contains(document.activeElement)) note.innerHTML = said.innerHTML;
  for (const one of row.querySelectorAll("select[data-choose], input[data-choose]")) {
    const told = fresh.querySelector("#" + CSS.escape(one.id));
    if (!waiting(me, one.dataset.choose)) one.type === "checkbox" ? (one.checked = told.checked) : (one.value = told.value);
  }
  const field = row.querySelector(":scope > input");
  if (field) {
    const told = fresh.querySelector(":scope > input");
    if (!waiting(me, key) && document.activeElement !== field && field.value !== told.value) field.value = told.value;
    for (const name of ["aria-invalid"])
      told.hasAttribute(name) ? field.setAttribute(name, told.getAttribute(name)) : field.removeAttribute(name);
  } else if (!waiting(me, key))
    for (const radio of row.querySelectorAll(":scope > .q-chips input"))
      radio.checked = fresh.querySelector(`input[value="${CSS.escape(radio.value)}"]`)?.hasAttribute("checked") ?? false;
}

function answer(root, markup) {
  const box = root.querySelector(".c-answer");
  const active = box.contains(document.activeElement) ? document.activeElement : null;
  const fold = active?.closest("details")?.querySelector("summary")?.id;
  const open = [...box.querySelectorAll("details[open]")].map(path);
  const top = box.scrollTop;
  const chosen = box.querySelector("tr.chosen")?.dataset.type;
  box.innerHTML = markup;
  const same = box.querySelector("tr.chosen")?.dataset.type === chosen;
  if (same) for (const fold of box.querySelectorAll("details")) if (open.includes(path(fold))) fold.open = true;
  if (same) box.scrollTop = top;
  const find = (id) => (id ? box.querySelector("#" + CSS.escape(id)) : null);
  (find(active?.id) ?? find(fold))?.focus({ preventScroll: true });
}

function path(fold) {
  return fold.id || `${fold.closest("[data-type], [data-door]")?.className} ${fold.querySelector("summary")?.textContent}`;
}

function download({ name, content }) {
  const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: "application/pdf" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// ── Listening ────────────────────────────────────────────────────────────────

function listen(root, me) {
  root.addEventListener("change", (event) => {
    const field = event.target;
    if (field.matches('input[type="radio"]')) say(me, field.closest("[data-key]").dataset.key, field.value);
    else if (field.matches(".q-row > input")) say(me, field.closest("[data-key]").dataset.key, field.value, 0);
    else if (field.type === "checkbox" && field.dataset.choose)
      say(me, field.dataset.choose, field.checked ? field.value : "", 0);
    else if (field.dataset.choose) say(me, field.dataset.choose, field.value, 0);
  });
  root.addEventListener("input", (event) => {
    const row = event.target.closest(".q-row");
    if (!row || event.target.type !== "text") return;
    const whole = row.dataset.key === "postcode" && /^\s*\d{4}\s*$/.test(event.target.value);
    say(me, row.dataset.key, event.target.value, whole ? 0 : TYPING);
  });
  root.addEventListener("click", (event) => {
    const target = event.target.closest("button, a, tr[data-type]");
    if (!target || !root.contains(target)) return;
    if (target.matches(".q-help")) help(target);
    else if (target.dataset.take) {
      const field = root.querySelector(`#q-field-${target.dataset.take}`);
      field.value = target.dataset.value;
      field.focus();
      say(me, target.dataset.take, target.dataset.value, 0);
    } else if (target.dataset.copy !== undefined) copy(target, me.data.registration);
    else if (target.dataset.ask) say(me, target.dataset.ask, `${target.dataset.value ?? ""} ${Date.now()}`.trim(), 0);
    else if (target.matches("tr")) row(root, me, target.querySelector("[data-row]"));
    else if (target.dataset.row) row(root, me, target);
  });
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target;
    if (target.dataset?.row) return arrows(event, root, me);
    const box = target.closest(".q-row");
    if (!box) return;
    if (event.key === "?" && target.type !== "text") {
      event.preventDefault();
      help(box.querySelector(".q-help"));
    } else if (event.key === "Escape") help(box.querySelector(".q-help"), false);
    else if (target.type === "radio" && event.key === "Enter") root.querySelector(".matrix tr.chosen [data-row]")?.focus();
    else if (target.type === "radio" && event.key.length === 1) letter(event, target);
    else if (target.type === "text" && event.key === "Enter") say(me, box.dataset.key, target.value, 0);
  });
}

// A digit chooses by place, 0 leaves open; a letter chooses the answer of that name, else the next that begins with it.
function letter(event, radio) {
  const options = [...radio.closest(".q-chips").querySelectorAll("input")];
  const name = (one) => one.parentElement.textContent.trim().toLowerCase();
  const typed = event.key.toLowerCase();
  let wanted;
  if (/\d/.test(typed)) wanted = typed === "0" ? options.at(-1) : options.slice(0, -1)[Number(typed) - 1];
  else if (/\p{L}/u.test(typed)) {
    const from = options.indexOf(radio) + 1;
    const turned = [...options.slice(from), ...options.slice(0, from)];
    wanted = turned.find((one) => name(one) === typed) ?? turned.find((one) => name(one).startsWith(typed));
  }
  if (!wanted) return;
  event.preventDefault();
  wanted.focus();
  if (!wanted.checked) wanted.click();
}

function arrows(event, root, me) {
  const step = { ArrowDown: 1, ArrowUp: -1, Home: -99, End: 99 }[event.key];
  if (!step) return;
  event.preventDefault();
  const all = [...root.querySelectorAll(".matrix [data-row]")];
  const at = Math.min(all.length - 1, Math.max(0, all.indexOf(event.target) + step));
  row(root, me, all[at]);
}

function row(root, me, button) {
  for (const one of root.querySelectorAll(".matrix tr[data-type]")) {
    const chosen = one.contains(button);
    one.classList.toggle("chosen", chosen);
    const own = one.querySelector("[data-row]");
    own.tabIndex = chosen ? 0 : -1;
    own.setAttribute("aria-pressed", String(chosen));
  }
  button.focus({ preventScroll: true });
  say(me, "row", button.dataset.row);
}

function help(button, open) {
  if (!button) return; // a filter has none
  const text = document.getElementById(button.getAttribute("aria-controls"));
  const shown = open ?? text.hidden;
  text.hidden = !shown;
  button.setAttribute("aria-expanded", String(shown));
}

async function copy(button, text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    button.focus();
  }
  const before = button.textContent;
  if (button.dataset.done === before) return;
  button.textContent = button.dataset.done;
  setTimeout(() => (button.textContent = before), 2500);
}
