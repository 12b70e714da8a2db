// How much of what must be filled in is filled in, and the way to what is not.
(function () {
  "use strict";
  var api = window.procbookForm;
  var store = window.procbookStore;
  if (!api || !store) return;
  var form = api.form;
  var words = api.words;
  var DELAY = 100;

  /** The leaves that must be filled in and stand on the page, and the tables that lack rows, in order. */
  function asked() {
    var found = [];
    api.fields.forEach(function (field) {
      if (api.isHidden(field.box)) return;
      if (field.type === "table" && !field.fixed && (field.min || field.box.hasAttribute("data-required"))) {
        found.push({ filled: !api.lacksRows(field), control: field.body.querySelector("input:not([type=hidden]), select, textarea") });
      }
      var blank = null;
      var row = null;
      api.leaves(field).forEach(function (leaf) {
        if (!leaf.controls.length || leaf.type === "drawn" || api.isComputed(leaf) || !api.isRequired(leaf) || api.isHidden(leaf.place)) return;
        if (leaf.row && !field.fixed) {
          if (leaf.row !== row) {
            row = leaf.row;
            blank = api.isBlank(field, row);
          }
          if (blank) return;
        }
        found.push({ filled: api.read(leaf).length > 0, control: leaf.controls[0] });
      });
    });
    return found;
  }
  // Counted once for each change: a long table has thousands of cells.
  var latest = null;
  function progress() {
    if (latest) return latest;
    var all = asked();
    latest = { done: all.filter(function (one) { return one.filled; }).length, of: all.length };
    return latest;
  }

  var box = api.element("p", "form-progress on-screen");
  var text = api.element("span");
  var next = store.button("button-quiet form-next", words.nextEmpty, go);
  box.append(text, " ", next);
  api.stateBar.after(box);

  /** To the first empty one after where the person is; from the last, to the first. */
  function go() {
    var empty = asked().filter(function (one) { return !one.filled && one.control; });
    if (!empty.length) return;
    var here = last && form.contains(last) ? last : null;
    var after = empty.filter(function (one) {
      return here && here !== one.control && here.compareDocumentPosition(one.control) & Node.DOCUMENT_POSITION_FOLLOWING;
    });
    var to = (after[0] || empty[0]).control;
    to.focus({ preventScroll: true });
    (to.closest("tr, .field") || to).scrollIntoView({ block: "center" });
  }
  // The button has the focus when it is used: what had it before is where the person was.
  var last = null;
  form.addEventListener("focusin", function (event) { if (event.target.closest(".field")) last = event.target; });

  var timer = 0;
  function show() {
    timer = 0;
    var now = progress();
    box.hidden = !now.of;
    text.textContent = now.done === now.of ? words.requiredAll : api.text(words.requiredSome, now);
    if (now.done === now.of && document.activeElement === next) form.querySelector(".form-tools button").focus();
    next.hidden = now.done === now.of;
  }
  function soon() {
    latest = null;
    if (!timer) timer = setTimeout(show, DELAY);
  }
  ["input", "change", "rows"].forEach(function (kind) { form.addEventListener(kind, soon, true); });
  show();

  api.progress = progress;
})();
