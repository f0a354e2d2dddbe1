// Markup that was made on the server and can answer. All it does stands in data attributes:
//   data-send="verb" data-value="…"   a click (of a list: a change) is sent as {verb, value}
//   <form data-form="verb">           is sent whole as {verb, form: {name: value}, button}
//   data-toggle="id"                  opens and closes what has this id
//   data-back                         the browser's own back, where the entry before is ours
//   data-letters="id"                 gives a field of numbers the keyboard of letters
//   data-look="pattern"               a field whose text is sent as soon as it looks like this
// A second tap that follows the first by less than QUIET milliseconds does nothing: it was meant for what stood there
// before. The server checks it again (every answer says to which question it belongs).
const QUIET = 600;
const UNSEEN = 350; // milliseconds in which nobody can have read what has just been drawn
const LOST = 8000; // milliseconds after which an answer that nobody took counts as lost and may be given again

const kept = new WeakMap();

export default ({ data, parentElement, setTriggerValue }) => {
  const root = parentElement.querySelector(".live");
  if (!root) return;
  let me = kept.get(root);
  if (!me) {
    me = { tapped: 0, sent: 0, drawn: 0 };
    kept.set(root, me);
    listen(root, me);
  }
  me.trigger = (value) => setTriggerValue("sent", { ...value, moment: me.data.moment });
  me.sent = 0;
  draw(root, me, data);
};

const send = (me, value) => {
  if (Date.now() - me.sent < LOST) return;
  me.sent = Date.now();
  me.trigger(value);
};

function draw(root, me, data) {
  const first = me.data === undefined;
  const same = !first && me.data.moment === data.moment;
  if (first || me.data.html !== data.html) {
    const state = same ? remember(root) : undefined;
    root.innerHTML = data.html;
    if (state) restore(root, state);
  }
  if (!first && !same) me.drawn = Date.now();
  me.data = data;
  if (data.step !== null) travel(root, me, data.step);
  if (data.title) document.title = data.title;
  for (const dialog of root.querySelectorAll("dialog[data-open]")) if (!dialog.open) dialog.showModal();
  for (const bar of root.querySelectorAll("[data-fit]")) fit(bar, me);
  const wrong = root.querySelector('[aria-invalid="true"]');
  if (data.focus && !first && !same) {
    window.speechSynthesis?.cancel();
    root.querySelector(data.focus)?.focus({ preventScroll: true });
    document.querySelector("[data-testid=stMain]")?.scrollTo({ top: 0 });
  } else if (wrong && data.turn !== me.turn && document.activeElement !== wrong && !data.quiet) wrong.focus();
  me.turn = data.turn;
}

// What a person has typed, opened and focused outlives a new drawing of the same moment (another language, a hint).
function remember(root) {
  const active = root.contains(document.activeElement) ? document.activeElement : null;
  return {
    fields: [...root.querySelectorAll("input[id]")].map((one) => [one.id, one.value, one.checked]),
    open: [...root.querySelectorAll("details[open][id]")].map((one) => one.id),
    toggled: [...root.querySelectorAll('[data-toggle][aria-expanded="true"]')].map((one) => one.dataset.toggle),
    focus: active?.id,
    range: active?.selectionStart !== undefined && [active.selectionStart, active.selectionEnd],
  };
}

function restore(root, { fields, open, toggled, focus, range }) {
  const find = (id) => root.querySelector("#" + CSS.escape(id));
  for (const [id, value, checked] of fields) {
    const field = find(id);
    if (!field) continue;
    if (field.type === "checkbox") field.checked = checked;
    else if (!field.dataset.corrected) field.value = value;
  }
  for (const id of open) find(id)?.setAttribute("open", "");
  for (const id of toggled) if (find(id)) toggle(root, id, true);
  const element = focus && find(focus);
  if (!element) return;
  element.focus({ preventScroll: true });
  if (range && range[0] !== null) element.setSelectionRange?.(...range);
}

// One entry of the browser's history for each step, and none that sends a visitor forward again.
function travel(root, me, step) {
  me.path = location.pathname;
  window.finderTravel = (event) => {
    const wanted = event.state?.finderStep;
    if (!root.isConnected || wanted === undefined || location.pathname !== me.path) return false;
    if (wanted === me.step) return true;
    me.sent = 0;
    send(me, { verb: "go", value: wanted });
    return true;
  };
  if (!window.finderHistory) {
    window.finderHistory = true;
    const listener = (event) => window.finderTravel?.(event) && event.stopImmediatePropagation();
    addEventListener("popstate", listener, true);
  }
  const state = history.state;
  if (state?.finderStep !== step) {
    const forward = me.step !== undefined && step === me.step + 1 && state?.finderStep !== undefined;
    if (forward) history.pushState({ finderStep: step, finderOwn: true }, "", location.href);
    else history.replaceState({ ...state, finderStep: step }, "", location.href);
  }
  me.step = step;
}

// A row that does not fit folds into its menu, whatever the language, the width and the size of the letters.
function fit(bar, me) {
  const measure = () => {
    bar.classList.remove("narrow");
    bar.classList.toggle("narrow", bar.scrollWidth > bar.clientWidth + 1);
  };
  measure();
  me.watch?.disconnect();
  let width = bar.clientWidth;
  me.watch = new ResizeObserver(() => {
    if (bar.clientWidth === width) return;
    width = bar.clientWidth;
    measure();
  });
  me.watch.observe(bar);
}

function toggle(root, id, open) {
  const button = root.querySelector(`[data-toggle="${CSS.escape(id)}"]`);
  const wanted = open ?? button.getAttribute("aria-expanded") !== "true";
  button.setAttribute("aria-expanded", String(wanted));
  root.querySelector("#" + CSS.escape(id))?.classList.toggle("open", wanted);
}

function closeAll(root, except) {
  for (const button of root.querySelectorAll('[data-toggle][aria-expanded="true"]')) {
    const id = button.dataset.toggle;
    if (!except || !(button.contains(except) || root.querySelector("#" + CSS.escape(id))?.contains(except)))
      toggle(root, id, false);
  }
}

function listen(root, me) {
  const asks = (event) => event.target.closest("[data-send], [data-back], [data-form] button");
  root.addEventListener(
    "click",
    (event) => {
      if (event.detail === 0 || !asks(event)) return; // a key, or nothing that is sent
      if (Date.now() - me.tapped < QUIET || Date.now() - me.drawn < UNSEEN) {
        event.preventDefault();
        event.stopPropagation();
      } else me.tapped = Date.now();
    },
    true,
  );
  root.addEventListener("click", (event) => {
    const target = event.target.closest("[data-send], [data-back], [data-toggle], [data-skip], [data-letters]");
    if (!target || event.ctrlKey || event.metaKey || event.shiftKey || target.matches("select")) return;
    if (target.matches("a, [data-back]")) event.preventDefault();
    if (target.dataset.toggle !== undefined) {
      closeAll(root, target);
      toggle(root, target.dataset.toggle);
    } else if (target.dataset.skip !== undefined) {
      const heading = document.querySelector("[data-testid=stMain] h1") ?? document.querySelector("[data-testid=stMain]");
      heading.tabIndex = -1;
      heading.focus();
    } else if (target.dataset.letters !== undefined) {
      const field = root.querySelector("#" + CSS.escape(target.dataset.letters));
      field.inputMode = "text";
      field.blur();
      field.focus();
    } else if (target.dataset.back !== undefined) {
      if (history.state?.finderOwn) history.back();
      else send(me, { verb: "go", value: me.step - 1 });
    } else {
      closeAll(root);
      send(me, { verb: target.dataset.send, value: target.dataset.value ?? "" });
    }
  });
  root.addEventListener("change", (event) => {
    const target = event.target;
    if (target.matches("select[data-send]")) send(me, { verb: target.dataset.send, value: target.value });
    if (target.dataset.clears) for (const one of root.querySelectorAll(target.dataset.clears)) one.checked = false;
  });
  // A field with data-look says what it holds as soon as that can be recognised.
  root.addEventListener("input", (event) => {
    const look = event.target.dataset.look;
    if (!look || !new RegExp(look).test(event.target.value.trim())) return;
    clearTimeout(me.looking);
    me.looking = setTimeout(() => me.trigger({ verb: "look", value: event.target.value }), 250);
  });
  root.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(me.looking);
    const form = Object.fromEntries(new FormData(event.target));
    const button = event.submitter;
    if (button?.name) form[button.name] = button.value;
    send(me, { verb: event.target.dataset.form, form });
  });
  root.addEventListener("cancel", (event) => {
    if (event.target.matches("dialog")) send(me, { verb: event.target.dataset.cancel, value: "" });
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.repeat) event.preventDefault(); // a key held down answers once
    if (event.key === "Enter" && event.target.matches("form input")) {
      event.preventDefault(); // else the first button of the form would be pressed, whichever that is
      if (!event.repeat) event.target.form.requestSubmit(event.target.form.querySelector(".go"));
    }
    if (event.key !== "Escape") return;
    const open = [...root.querySelectorAll('[data-toggle][aria-expanded="true"]')].pop();
    if (!open) return;
    toggle(root, open.dataset.toggle, false);
    open.focus();
  });
  document.addEventListener("click", (event) => {
    if (root.isConnected && !root.contains(event.target)) closeAll(root);
  });
}
