// Fields and what follows from them as one element: rows of questions or filters, or a page made of one piece of markup.
// All markup is made on the server (views/); this script sends what was chosen and typed, under the name in data-key (a
// field of a row) or data-choose (a list, a box to tick), and keeps focus, folds and typing while new markup arrives.
// What takes the focus once a button is gone is named in its data-else.
// It sends one record that only grows, so nothing is lost when answers come faster than they are drawn.
const PAUSE = 120; // milliseconds to gather what comes at once, such as arrow keys on their way
const TYPING = 450; // … and while somebody types
const kept = new WeakMap();

export default ({ data, parentElement, setStateValue }) => {
  const root = parentElement.querySelector(".asks");
  if (!root) return;
  let me = kept.get(root);
  if (!me) {
    me = { said: { mount: Math.random().toString(36).slice(2), turn: 0 }, turns: {} };
    kept.set(root, me);
    listen(root, me);
  }
  me.send = () => {
    me.timer = undefined;
    setStateValue("said", { ...me.said, turns: { ...me.turns } });
  };
  root.classList.add(...(data.look ?? "counsel").split(" "));
  if (data.body === undefined) draw(root, me, data);
  else page(root, me, data);
};

// What was said after the record that this markup answers to: the markup does not know of it yet.
const waiting = (me, key) => me.turns[key] > (me.data.mount === me.said.mount ? me.data.turn : 0);

function say(me, key, value, pause = PAUSE) {
  me.said[key] = value;
  me.turns[key] = me.said.turn += 1;
  clearTimeout(me.timer);
  me.timer = setTimeout(() => me.send(), pause);
}

// ── Drawing ──────────────────────────────────────────────────────────────────

// A page of one piece.
function page(root, me, data) {
  const before = me.data;
  me.data = data;
  if (before?.language !== data.language) root.innerHTML = data.body;
  else if (before.body !== data.body) {
    const active = root.contains(document.activeElement) ? document.activeElement : null;
    morph(me, root, parsed(data.body));
    if (active?.dataset.else && !active.isConnected) document.getElementById(active.dataset.else)?.focus();
  }
}

function draw(root, me, data) {
  const before = me.data;
  const first = before === undefined;
  me.data = data;
  if (first || before.language !== data.language) {
    root.innerHTML = data.frame;
    const rows = root.querySelector(".c-questions");
    me.heads = rows.childElementCount; // they are the frame's
    rows.insertAdjacentHTML("beforeend", data.questions);
    const box = root.querySelector(".c-answer");
    if (box) box.innerHTML = me.drawn = data.answer;
    if (data.foot) root.querySelector(".c-foot").innerHTML = data.foot;
  } else {
    if (before.questions !== data.questions) {
      const rows = root.querySelector(".c-questions");
      const fresh = parsed(data.questions);
      fresh.prepend(...[...rows.children].slice(0, me.heads).map((one) => one.cloneNode(true)));
      morph(me, rows, fresh);
    }
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

// Markup that asks for nothing yet: pictures in it load once they stand on the page.
function parsed(markup) {
  const holder = document.createElement("template");
  holder.innerHTML = markup;
  return holder.content;
}

// Only what differs is changed: the focus, the caret, open folds and what is not sent yet stay.
function morph(me, old, fresh) {
  const named = new Map([...old.children].filter((one) => one.id).map((one) => [one.id, one]));
  let at = old.firstChild;
  for (const node of [...fresh.childNodes]) {
    let same = node.id ? named.get(node.id) : undefined;
    while (at && at !== same && (at.id ? !fresh.querySelector("#" + CSS.escape(at.id)) : same)) at = gone(at);
    if (!node.id && at && !at.id && at.nodeName === node.nodeName) same = at;
    if (!same) old.insertBefore(node, at);
    else {
      if (same === at) at = at.nextSibling;
      else old.insertBefore(same, at);
      if (!same.isEqualNode(node) || holdsFields(node)) match(me, same, node);
    }
  }
  while (at) at = gone(at);
}

function gone(node) {
  const next = node.nextSibling;
  node.remove();
  return next;
}

const holdsFields = (node) => node.matches?.("input, select") || node.querySelector?.("input, select");
const OURS = ["open", "hidden", "aria-expanded", "checked", "selected", "value"]; // what the person changes

function match(me, old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
    return;
  }
  for (const { name, value } of fresh.attributes)
    if (old.getAttribute(name) !== value && !(OURS.includes(name) && old.matches("details, .q-help, .q-help-text, input")))
      old.setAttribute(name, value);
  for (const { name } of [...old.attributes])
    if (!fresh.hasAttribute(name) && !OURS.includes(name)) old.removeAttribute(name);
  const late = waiting(me, old.dataset.choose ?? old.closest("[data-key]")?.dataset.key);
  if (old.matches("input")) {
    if (late) return;
    if (old.type !== "text") old.checked = fresh.checked;
    else if (document.activeElement !== old && old.value !== fresh.value) old.value = fresh.value;
  } else {
    morph(me, old, fresh);
    if (old.matches("select") && !late && old.value !== fresh.value) old.value = fresh.value;
  }
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
    const box = field.closest("[data-key]");
    if (field.dataset.choose) say(me, field.dataset.choose, field.type !== "checkbox" || field.checked ? field.value : "", 0);
    else if (!box) return;
    else if (field.type === "checkbox")
      say(me, box.dataset.key, [...box.querySelectorAll("input:checked")].map((one) => one.value).join());
    else if (field.type === "radio") say(me, box.dataset.key, field.value);
    else if (field.type === "text") say(me, box.dataset.key, field.value, 0);
  });
  // A fold with data-fold is filled once it is open.
  root.addEventListener(
    "toggle",
    ({ target }) => {
      if (!target.open || target.dataset.fold === undefined || target.children.length > 1) return;
      say(me, "costs_folds", [...root.querySelectorAll("[data-fold][open]")].map((one) => one.dataset.fold).join(), 0);
    },
    true,
  );
  // A field with data-late is sent once it is left: half a day is none.
  root.addEventListener("input", (event) => {
    const row = event.target.closest("[data-key]");
    if (!row || event.target.type !== "text" || event.target.dataset.late !== undefined) return;
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
    else if (target.dataset.ask && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
      if (target.matches("a")) event.preventDefault();
      say(me, target.dataset.ask, `${target.dataset.value ?? ""} ${Date.now()}`.trim(), 0);
    } else if (target.matches("tr")) row(root, me, target.querySelector("[data-row]"));
    else if (target.dataset.row) row(root, me, target);
  });
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target;
    if (target.dataset?.row) return arrows(event, root, me);
    const box = target.closest("[data-key]");
    if (!box) return;
    if (target.type === "text" && event.key === "Enter") return say(me, box.dataset.key, target.value, 0);
    if (!box.matches(".q-row")) return;
    if (event.key === "?" && target.type !== "text") {
      event.preventDefault();
      help(box.querySelector(".q-help"));
    } else if (event.key === "Escape") help(box.querySelector(".q-help"), false);
    else if (target.type === "radio" && event.key === "Enter") root.querySelector(".matrix tr.chosen [data-row]")?.focus();
    else if (target.type === "radio" && event.key.length === 1) letter(event, target);
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
