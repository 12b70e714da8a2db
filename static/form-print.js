// A form on paper, blank or filled in: what a sheet shows in place of controls, and the rows that it has.
// It changes the page just before it prints and puts it back after. It must not know drafts or files.
// Without this script a form prints as a blank one, with what was typed where the browser tells.
(function () {
  "use strict";
  var api = window.procbookForm;
  if (!api) return;
  var form = api.form;
  var words = api.words;
  var asked = "";      // "blank" or "filled" by a button; empty when the browser's own menu prints
  var undo = [];       // what puts the page back, in order

  /** What stands in a control, as people write it. */
  function written(control) {
    var text = control.value;
    if (control.tagName === "SELECT") return text && control.selectedOptions[0] ? control.selectedOptions[0].text : "";
    // Cells are narrow: their days stay short.
    if (!text || control.closest("td")) return text.replace("T", " ");
    var part = /^(\d+)-(\d\d)(?:-(\d\d))?(?:T(.+))?$/.exec(text);
    if (!part || !/^(date|month|datetime-local)$/.test(control.type)) return text;
    var values = { year: part[1], month: Number(part[2]), day: Number(part[3]) };
    if (!part[3]) return api.text(words.printMonth, values);
    return api.text(words.printDay, values) + (part[4] ? " " + part[4] : "");
  }

  // Each change names what takes it back.
  function mark(node, name) {
    if (node.classList.contains(name)) return;
    node.classList.add(name);
    undo.push(function () {
      node.classList.remove(name);
      if (!node.className) node.removeAttribute("class");
    });
  }
  function ink(control) {
    var text = written(control);
    if (!text) return;
    var kind = control.tagName === "TEXTAREA" ? " ink-lines" : control.inputMode ? " ink-number" : "";
    var span = api.element("span", "ink" + kind, text);
    control.after(span);
    undo.push(function () { span.remove(); });
    mark(control, "inked");
  }
  /** A scale shows its numbers as boxes: the one that was chosen is ticked. */
  function tick(control) {
    var boxes = api.all(".boxes > span", control.parentNode);
    var chosen = boxes.filter(function (box) { return Number(box.textContent) === Number(control.value); })[0];
    if (chosen) return mark(chosen, "ticked");
    var span = api.element("span", "ink", control.value);
    control.after(span);
    undo.push(function () { span.remove(); });
  }
  function isLine(control) {
    return !/^(checkbox|radio|hidden|file|range|button)$/.test(control.type);
  }

  /** Rows that nobody has filled in, up to the number that a sheet has; none beyond it. */
  function fillTable(table, blank) {
    var rows = api.rowsOf(table);
    var used = 0;
    if (!blank) {
      rows.forEach(function (row, at) {
        if (api.isBlank(table, row)) mark(row, "print-empty");
        else used = at + 1;
      });
    }
    var wanted = Math.max(table.printed, used);
    rows.slice(wanted).forEach(function (row) { mark(row, "print-omit"); });
    if (rows.length >= wanted) return;
    var more = document.createElement("tbody");
    for (var at = rows.length; at < wanted; at += 1) {
      var row = table.blank.cloneNode(true);
      row.className = "print-empty";
      api.all("[id], [name], [data-name], [aria-labelledby]", row).forEach(function (node) {
        ["id", "name", "data-name", "aria-labelledby"].forEach(function (key) { node.removeAttribute(key); });
      });
      var number = row.querySelector(".row-number");
      number.removeAttribute("id");
      number.textContent = String(at + 1);
      more.appendChild(row);
    }
    // A body of its own: what counts rows, keeps them or computes with them does not see these.
    table.body.after(more);
    undo.push(function () { more.remove(); });
  }

  function before() {
    after();
    var blank = asked ? asked === "blank" : !api.isFilled();
    mark(form, blank ? "print-blank" : "print-filled");
    api.fields.forEach(function (field) {
      if (field.type === "table" && !field.fixed) fillTable(field, blank);
    });
    var controls = api.all(".form-part :is(input, select, textarea)", form).filter(function (control) {
      return !control.closest(".print-empty, .print-omit");
    });
    if (blank) {
      // What hangs on answers that nobody has given yet is all there on a blank sheet.
      api.all(".form-part[hidden], .form-part [hidden]", form).forEach(function (node) {
        if (node.closest(".on-screen") || !node.matches(".form-part, .field, tr, th, td")) return;
        node.hidden = false;
        undo.push(function () { node.hidden = true; });
      });
      controls.filter(function (control) { return control.readOnly && control.hasAttribute("value"); }).forEach(ink);
    } else {
      controls.filter(isLine).forEach(ink);
      controls.filter(function (control) { return control.type === "range"; }).forEach(tick);
    }
  }
  function after() {
    undo.splice(0).reverse().forEach(function (back) { back(); });
  }
  window.addEventListener("beforeprint", before);
  window.addEventListener("afterprint", after);

  /** Prints the form alone, on its template's page as well. */
  function print(kind) {
    asked = kind;
    document.body.classList.add("print-form");
    var done = function () {
      window.removeEventListener("afterprint", done);
      asked = "";
      document.body.classList.remove("print-form");
    };
    window.addEventListener("afterprint", done);
    window.print();
  }

  // Mistakes do not forbid printing; they are said first.
  var dialog = null;
  function ask() {
    if (!window.HTMLDialogElement) {
      if (window.confirm(words.printWrong)) print("filled");
      return;
    }
    dialog = dialog || makeDialog();
    dialog.showModal();
  }
  function makeDialog() {
    var made = api.element("dialog", "form-dialog on-screen");
    var text = api.element("p", "", words.printWrong);
    text.id = "form.print-wrong";
    made.setAttribute("aria-labelledby", text.id);
    var actions = api.element("p", "actions");
    [["print-back", words.printBack, ""], ["button-quiet print-anyway", words.printFilled, "filled"], ["button-quiet print-blank-instead", words.printBlank, "blank"]].forEach(function (one) {
      var button = api.element("button", "button " + one[0], one[1]);
      button.type = "button";
      button.addEventListener("click", function () {
        made.close();
        if (one[2]) print(one[2]);
        else (form.querySelector(".error-summary") || form).focus();
      });
      actions.append(button, " ");
    });
    made.append(text, actions);
    form.appendChild(made);
    return made;
  }
  api.all("[data-print]", document).forEach(function (button) {
    var kind = button.dataset.print;
    if (!kind) return;
    button.hidden = false;
    button.addEventListener("click", function () {
      if (kind === "blank" || api.check()) print(kind);
      else ask();
    });
  });
})();
