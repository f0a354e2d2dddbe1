// The one script of ours. The frame runs it anew whenever something it needs has changed; all it needs stands in data
// attributes, so that the script itself never changes and the server's policy can allow it as a file.
(() => {
  // Language and direction of the document; and the address says language and role, so that a link and a reload keep
  // them. It makes no entry in the history.
  const name = () => {
    const frame = document.getElementById("finder-frame")?.dataset;
    if (!frame) return;
    const root = document.documentElement;
    if (root.lang !== frame.lang) root.lang = frame.lang;
    if (root.dir !== frame.dir) root.dir = frame.dir;
    const main = document.querySelector("[data-testid=stMainBlockContainer]");
    if (main && main.lang !== (frame.only ?? "")) {
      main.lang = frame.only ?? ""; // a page in one language only, whatever the visitor's
      main.dir = frame.only ? "ltr" : "";
    }
    if (location.search !== "?" + frame.query)
      history.replaceState(history.state, "", location.pathname + "?" + frame.query + location.hash);
  };

  const anew = document.getElementById("finder-anew");
  if (anew) location.replace(location.pathname + "?" + anew.dataset.query);

  // A new heading takes the focus, so that a screen reader reads it; a voice would still read what stood there before.
  const show = (heading) => {
    window.speechSynthesis?.cancel();
    heading?.focus({ preventScroll: true });
    document.querySelector("[data-testid=stMain]")?.scrollTo({ top: 0 });
  };

  // In a demonstration the countdown to a new start: any sign of life holds it, a button stops it for a while.
  if (!window.finderIdle) {
    const idle = (window.finderIdle = { since: Date.now(), stopped: false });
    const alive = () => (idle.since = Date.now());
    for (const sign of ["pointermove", "pointerdown", "keydown", "wheel", "touchmove", "scroll"])
      addEventListener(sign, alive, { capture: true, passive: true });
    addEventListener("click", (event) => {
      if (!event.target.closest?.("#finder-idle button")) return;
      idle.stopped = !idle.stopped;
      tick();
    });
    const tick = () => {
      const box = document.getElementById("finder-idle");
      if (!box) return void ((idle.stopped = false), alive());
      const { seconds, longest, said, stopped, stop, go } = box.dataset;
      const left = Math.round((idle.stopped ? longest : seconds) - (Date.now() - idle.since) / 1000);
      const time = Math.max(0, Math.floor(left / 60)) + ":" + String(Math.max(0, left % 60)).padStart(2, "0");
      const [words, button] = box.children;
      const text = idle.stopped ? stopped : said.replace("{time}", time);
      if (words.textContent !== text) words.textContent = text;
      if (button.textContent !== (idle.stopped ? go : stop)) button.textContent = idle.stopped ? go : stop;
      if (left > 0) return;
      alive();
      idle.stopped = false;
      document.querySelector(".st-key-idle_restart button")?.click();
    };
    setInterval(tick, 1000);
    tick();
  }

  // The framework's own labels are English; ours take their place as soon as they appear.
  const label = () => {
    const said = document.getElementById("finder-frame")?.dataset;
    if (!said) return;
    const labels = [
      ['[role="group"] > button[aria-haspopup="listbox"]', said.openList],
      ['[data-testid="stToast"] button', said.close],
      ['button[aria-label="Clear value"]', said.clear],
      ['[data-testid="stFileChipDeleteBtn"] button', said.remove],
    ];
    for (const [selector, text] of labels)
      for (const element of document.querySelectorAll(selector))
        if (element.getAttribute("aria-label") !== text) element.setAttribute("aria-label", text);
    for (const button of document.querySelectorAll('button[aria-label^="Help for "]'))
      button.ariaLabel = button.ariaLabel.replace("Help for ", said.help + ": ");
    // What the lists announce («12 options available») is English as well; the options say themselves what they are.
    for (const element of document.querySelectorAll("[data-live-announcer] > div > div")) element.remove();
    for (const field of document.querySelectorAll('.stSelectbox input[placeholder="Choose an option"]'))
      field.placeholder = said.choose;
    // The controls of a map speak English as well: two signs that everybody reads, and the map's own description.
    for (const [name, sign] of [["in", "+"], ["out", "−"]])
      for (const button of document.querySelectorAll(`[class*="-ctrl-zoom-${name}"]`))
        if (button.title !== sign) button.title = sign;
    for (const map of document.querySelectorAll('[data-testid="stDeckGlJsonChart"][aria-label]'))
      for (const canvas of map.querySelectorAll("canvas[aria-label]"))
        if (canvas.ariaLabel !== map.ariaLabel) canvas.ariaLabel = map.ariaLabel;
    for (const zone of document.querySelectorAll('[data-testid="stFileUploaderDropzone"][aria-label]'))
      for (const field of zone.querySelectorAll("input"))
        if (field.ariaLabel !== zone.ariaLabel) field.ariaLabel = zone.ariaLabel;
    // The word on the button of a file field comes by style (pages/parts/upload.py); a screen reader wants it as its name.
    for (const button of document.querySelectorAll('[data-testid="stFileUploaderDropzone"] button')) {
      const shown = getComputedStyle(button, "::after").content;
      if (shown.startsWith('"') && button.ariaLabel !== JSON.parse(shown)) button.ariaLabel = JSON.parse(shown);
    }
    // Arrows that only move the row of tabs on a screen; by keyboard and by voice each tab is reached itself.
    for (const arrow of document.querySelectorAll('[data-testid^="stTabsScroll"]')) {
      arrow.removeAttribute("aria-label");
      arrow.setAttribute("aria-hidden", "true");
      arrow.tabIndex = -1;
    }
  };

  // After a change of page the focus would stay on the body: it moves to the new heading, once that is drawn. The page
  // that was opened first keeps the focus where the browser puts it.
  const arrive = () => {
    const page = document.getElementById("finder-frame")?.dataset.page;
    const app = document.querySelector("[data-testid=stApp]");
    if (page === undefined || page === window.finderPage || app?.dataset.testScriptState !== "notRunning") return;
    const heading = document.querySelector("[data-testid=stMain] h1");
    if (!heading) return;
    const first = window.finderPage === undefined;
    window.finderPage = page;
    if (first) return;
    heading.tabIndex = -1;
    show(heading);
  };

  // Reading aloud: only where the browser has a voice of its own for the language.
  const aloud = () => {
    const button = document.getElementById("finder-aloud");
    if (!button || button.onclick || !("speechSynthesis" in window)) return;
    const speech = window.speechSynthesis;
    const find = () => speech.getVoices().find((one) => one.localService && one.lang.startsWith(button.dataset.lang));
    const offer = () => (button.hidden = !find());
    button.onclick = () => {
      if (speech.speaking) {
        speech.cancel();
        button.textContent = button.dataset.read;
        return;
      }
      const menu = document.querySelector(".st-key-frame").innerText;
      const words = new SpeechSynthesisUtterance(
        document.querySelector("[data-testid=stMain]").innerText.replace(menu, "").trim(),
      );
      words.voice = find();
      words.lang = words.voice.lang;
      words.onend = () => (button.textContent = button.dataset.read);
      button.textContent = button.dataset.stop;
      speech.speak(words);
    };
    offer();
    speech.onvoiceschanged = offer;
  };

  // A lost connection is said in our words, not in the framework's English dialog; it goes when the connection is back.
  const connection = () => {
    const state = document.querySelector("[data-testid=stApp]")?.dataset.testConnectionState;
    const lost = state !== undefined && state !== "CONNECTED";
    if (!lost) window.finderLost = clearTimeout(window.finderLost);
    else window.finderLost ??= setTimeout(() => document.body.classList.add("finder-lost"), 1500);
    if (!lost && document.body.classList.contains("finder-lost")) document.body.classList.remove("finder-lost");
    const said = document.getElementById("finder-frame")?.dataset.offline;
    let line = document.getElementById("finder-offline");
    if (!line && said) {
      line = document.body.appendChild(document.createElement("p"));
      line.id = "finder-offline";
      line.setAttribute("role", "status");
    }
    const shown = document.body.classList.contains("finder-lost") ? said : "";
    if (line && line.textContent !== shown) line.textContent = shown;
  };

  const all = () => (name(), label(), arrive(), aloud(), connection());
  all();
  window.finderAll = all; // this script runs anew with each change; the newest knows best
  if (!window.finderWatch) {
    // What this script changes itself is no reason to run again: a page that answers its own changes stands still.
    window.finderWatch = new MutationObserver((_, watch) => (window.finderAll(), watch.takeRecords()));
    window.finderWatch.observe(document.body, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ["data-test-script-state", "data-test-connection-state", "class"],
    });
  }
})();
