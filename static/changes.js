// The filter over what changed: by kind of page, by what became of it, by role; the page's address keeps it.
// Without this script every change is shown.
(function () {
  "use strict";
  var form = document.querySelector("form.change-filter");
  if (!form) return;
  var all = function (selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  };
  var selects = all("select", form);
  var changes = all(".change");
  var groups = all(".change-group");
  var counter = form.querySelector(".filter-count");
  var clear = form.querySelector("[type=reset]");

  function fits(change, select) {
    if (!select.value) return true;
    if (select.name === "role") return change.dataset.roles.split(" ").indexOf(select.value) >= 0;
    return change.dataset[select.name] === select.value;
  }

  function apply() {
    var shown = 0;
    changes.forEach(function (change) {
      change.hidden = !selects.every(function (select) { return fits(change, select); });
      if (!change.hidden) shown += 1;
    });
    groups.forEach(function (group) { group.hidden = !group.querySelector(".change:not([hidden])"); });
    counter.textContent = shown
      ? form.dataset.count.replace("{shown}", shown).replace("{all}", changes.length)
      : form.dataset.none;
    clear.hidden = selects.every(function (select) { return !select.value; });
  }

  function fromAddress() {
    var asked = new URLSearchParams(location.search);
    selects.forEach(function (select) {
      var value = asked.get(select.name) || "";
      select.value = value;
      // A value that no change has shows all of them.
      if (select.value !== value) select.value = "";
    });
  }

  function toAddress() {
    var kept = new URLSearchParams(location.search);
    selects.forEach(function (select) {
      if (select.value) kept.set(select.name, select.value);
      else kept.delete(select.name);
    });
    var query = kept.toString();
    try {
      history.replaceState(null, "", location.pathname + (query ? "?" + query : "") + location.hash);
    } catch (error) {
      // The filter holds for this page all the same.
    }
  }

  /** A link to one change shows it, whatever the filter says. */
  function showTarget() {
    var id = "";
    try {
      id = decodeURIComponent(location.hash.slice(1));
    } catch (error) {
      return;
    }
    var target = id && document.getElementById(id);
    if (!target || !target.closest(".change[hidden], .change-group[hidden]")) return;
    selects.forEach(function (select) { select.value = ""; });
    change();
    target.scrollIntoView();
  }

  function change() {
    toAddress();
    apply();
  }

  form.hidden = false;
  fromAddress();
  apply();
  showTarget();
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("change", change);
  form.addEventListener("reset", function () {
    selects.forEach(function (select) { select.value = ""; });
    change();
    selects[0].focus();
  });
  window.addEventListener("hashchange", showTarget);
  window.addEventListener("popstate", function () {
    fromAddress();
    apply();
  });
})();
