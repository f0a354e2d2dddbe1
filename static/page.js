// Runs whenever the frame draws it anew: sets language and direction of the document, or loads the page afresh.
// What it needs stands in data attributes, so that the script itself never changes and the policy can name it.
(() => {
  const frame = document.getElementById("finder-frame");
  if (frame) {
    document.documentElement.lang = frame.dataset.lang;
    document.documentElement.dir = frame.dataset.dir;
  }
  const focus = [...document.querySelectorAll(".finder-focus")].pop();
  if (focus && focus.dataset.moment !== window.finderMoment) {
    window.finderMoment = focus.dataset.moment;
    const target = document.getElementById(focus.dataset.element);
    if (target) target.focus({ preventScroll: true });
    if (target) target.closest("section, [data-testid=stMain]")?.scrollTo({ top: 0 });
  }
  const anew = document.getElementById("finder-anew");
  if (anew) location.replace(location.pathname + "?" + anew.dataset.query);
})();
