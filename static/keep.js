// What the tab keeps over a reload: a sealed text that only the server can read (serve/keeping.py). The first HTML loads
// this once; what it needs stands in data attributes of the frame's marker.
(() => {
  const KEPT = "finder";
  const store = (work) => {
    try {
      return work(sessionStorage);
    } catch {
      return null; // a browser may forbid it
    }
  };
  const forget = () => store((kept) => kept.removeItem(KEPT));
  const frame = () => document.getElementById("finder-frame")?.dataset ?? {};
  const post = (path, body) => fetch(path, { method: "POST", body, cache: "no-store" }).catch(() => undefined);
  const forbidden = store((kept) => (kept.setItem(`${KEPT}?`, ""), kept.removeItem(`${KEPT}?`), true)) === null;

  let known; // the session whose answers this document holds
  let saved = false;
  let waiting;

  if (new URLSearchParams(location.search).has("new")) forget();

  const say = (text) => {
    const line = document.body.appendChild(document.createElement("p"));
    line.id = "finder-lost-answers";
    line.setAttribute("role", "alert");
    line.textContent = text;
    addEventListener("click", () => line.remove(), { once: true });
  };

  const soon = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
  const still = (tab) => frame().tab === tab;

  // A session that was only just made may not be found yet, and a network may fail: it is handed over until somebody takes
  // it or says that it cannot be read.
  const hand = async (tab, kept) => {
    for (let tries = 0; tries < 10 && still(tab); tries++) {
      const answer = await post("keep/in", `${tab}\n${kept}`);
      if (answer?.status === 204 || answer?.status === 410) return answer.status;
      await soon(500);
    }
  };

  // The button may be drawn a moment later than the marker, and a click on one that is just being drawn anew is lost: it
  // is pressed until the page has answered, which takes it away.
  const press = async (tab) => {
    let pressed = 0;
    for (let tries = 0; tries < 300 && still(tab); tries++) {
      const button = document.querySelector(".st-key-kept_back button");
      if (!button && pressed) return;
      if (button && Date.now() - pressed > 3000) {
        button.click();
        pressed = Date.now();
      }
      await soon(50);
    }
  };

  // A new session of this tab gets back what the tab kept; then the page is drawn anew with it. Where the server makes yet
  // another one meanwhile, that one gets it.
  const bring = async () => {
    const { tab, fresh, lost } = frame();
    if (!tab || tab === known || known === "waiting") return;
    const kept = store((all) => all.getItem(KEPT));
    known = tab;
    saved = false;
    if (!kept || !fresh) return;
    known = "waiting";
    const taken = await hand(tab, kept);
    if (taken === 204) await press(tab);
    if (taken === 410) {
      forget();
      say(lost);
    }
    known = tab;
    bring();
  };

  const save = async () => {
    const { tab } = frame();
    if (!tab || tab !== known || forbidden) return;
    const answer = await post("keep/out", tab);
    if (tab !== known) return;
    if (answer?.status === 200) {
      const sealed = await answer.text();
      saved = store((all) => (all.setItem(KEPT, sealed), true)) ?? false;
    } else if (answer?.status === 204 && saved) forget();
  };

  // A short run begins and ends between two looks: what counts is that the state was touched, not what it is now.
  const later = (changes) => {
    if (!changes.some((change) => change.attributeName === "data-test-script-state")) return;
    clearTimeout(waiting);
    waiting = setTimeout(save, 400);
  };

  // A server that is back is noticed sooner here than by the framework, which waits longer each time. One that has just
  // started answers slowly: who asks again every three seconds never gets the page.
  let asked = 0;
  const look = async () => {
    const lost = () => document.body.classList.contains("finder-lost");
    if (!lost() || Date.now() - asked < 30_000) return;
    const answer = await fetch("_stcore/health", { cache: "no-store" }).catch(() => undefined);
    if (!answer?.ok || !lost() || !(frame().fresh || store((kept) => kept.getItem(KEPT)))) return;
    asked = Date.now();
    location.reload();
  };

  const promise = () => {
    const line = document.getElementById("finder-kept");
    if (line && forbidden && line.textContent !== line.dataset.otherwise) line.textContent = line.dataset.otherwise;
  };

  // On a busy machine a run may begin and end between two paints, and the page shows no change at all: what somebody
  // typed or clicked is asked for twice more in the seconds after.
  let touched = 0;
  for (const sign of ["input", "click", "keydown"]) addEventListener(sign, () => (touched = 2), true);
  setInterval(() => touched > 0 && (touched--, save()), 3000);

  new MutationObserver((changes, watch) => (later(changes), bring(), promise(), watch.takeRecords())).observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["data-test-script-state", "data-tab"],
  });
  document.addEventListener("visibilitychange", () => document.hidden && save());
  setInterval(look, 3000);
})();
