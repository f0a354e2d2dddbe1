// Runs whenever the frame draws it anew: sets language and direction of the document, or loads the page afresh.
// What it needs stands in data attributes, so that the script itself never changes and the policy can name it.
(() => {
  const frame = document.getElementById("finder-frame");
  if (frame) {
    document.documentElement.lang = frame.dataset.lang;
    document.documentElement.dir = frame.dataset.dir;
  }
  const anew = document.getElementById("finder-anew");
  if (anew) location.replace(location.pathname + "?" + anew.dataset.query);
})();
