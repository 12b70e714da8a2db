// Filters the list of findings and shows what a code means beside its finding. Without this the page is a plain list.
// In: the page. It must not ask for anything: the page works from a folder and by mail.
(function () {
  "use strict";

  var form = document.querySelector(".filter");
  if (!form) return;
  var all = function (selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  };
  var findings = all(".finding");
  var boxes = all("input[name=severity]", form);
  var status = form.querySelector("output");

  // ---- What is chosen, in the address too: a page that is loaded anew, or sent to somebody, shows the same ----

  function chosen() {
    return {
      severity: boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.value; }),
      owner: form.elements.owner.value,
      code: form.elements.code.value,
    };
  }

  function remember(choice) {
    var query = new URLSearchParams();
    if (choice.severity.length < boxes.length) query.set("severity", choice.severity.join(" "));
    // The names of owners stay when their order changes.
    if (choice.owner) query.set("owner", form.elements.owner.selectedOptions[0].dataset.name);
    if (choice.code) query.set("code", choice.code);
    var text = query.toString();
    // A page that was opened from a folder may not change its address.
    try {
      history.replaceState(history.state, "", location.pathname + (text ? "?" + text : "") + location.hash);
    } catch (e) { /* not remembered */ }
  }

  function recall() {
    var query = new URLSearchParams(location.search);
    if (query.has("severity")) {
      var wanted = query.get("severity").split(" ");
      boxes.forEach(function (box) { box.checked = wanted.indexOf(box.value) >= 0; });
    }
    all("option", form.elements.owner).forEach(function (option) {
      if (query.has("owner") && option.dataset.name === query.get("owner")) option.selected = true;
    });
    all("option", form.elements.code).forEach(function (option) {
      if (option.value && option.value === query.get("code")) option.selected = true;
    });
  }

  function show() {
    var choice = chosen();
    var shown = 0;
    findings.forEach(function (finding) {
      var owner = finding.closest(".owner").dataset.owner;
      var fits = choice.severity.indexOf(finding.dataset.severity) >= 0
        && (!choice.owner || choice.owner === owner)
        && (!choice.code || choice.code === finding.dataset.code);
      finding.hidden = !fits;
      if (fits) shown += 1;
    });
    all(".file, .owner").forEach(function (group) {
      group.hidden = !group.querySelector(".finding:not([hidden])");
    });
    status.value = form.dataset.shown.replace("{shown}", shown).replace("{total}", findings.length);
    return choice;
  }

  all("option", form.elements.owner).forEach(function (option) {
    option.dataset.name = option.text.replace(/ \(\d+\)$/, "");
  });
  recall();
  form.hidden = false;
  show();
  form.addEventListener("change", function () { remember(show()); });
  // At the event itself the fields still hold what they held.
  form.addEventListener("reset", function () { setTimeout(function () { remember(show()); }, 0); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });

  // ---- What a code means, beside its finding ----

  all(".finding a.code").forEach(function (link) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-expanded", "false");
    var toggle = function (event) {
      event.preventDefault();
      var finding = link.closest(".finding");
      var shown = finding.querySelector(".explanation");
      if (shown) {
        shown.remove();
      } else {
        shown = document.getElementById(link.hash.slice(1)).cloneNode(true);
        shown.removeAttribute("id");
        shown.className = "explanation";
        finding.querySelector(".kind").after(shown);
      }
      link.setAttribute("aria-expanded", String(Boolean(finding.querySelector(".explanation"))));
    };
    link.addEventListener("click", toggle);
    link.addEventListener("keydown", function (event) { if (event.key === " ") toggle(event); });
  });
})();
