// The theme that was chosen before, set before anything is drawn: this script alone is not deferred, so that no page
// flashes in another theme first. It is a file, and not a line in the page, so that a server may forbid such lines.
(function () {
  "use strict";
  try {
    document.documentElement.dataset.theme = localStorage.getItem("procbook-theme") || "system";
  } catch (error) {
    // A browser that keeps nothing shows the system's theme.
  }
})();
