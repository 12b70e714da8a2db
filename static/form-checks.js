// What is wrong with what is filled in: said at the field on leaving it, and in a summary before an export.
// It must not know drafts or files.
(function () {
  "use strict";
  var api = window.procbookForm;
  if (!api) return;
  var form = api.form;
  var words = form.querySelector(".form-tools").dataset;

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (whole, key) { return key in values ? values[key] : whole; });
  }
  function element(tag, name, text) {
    var made = document.createElement(tag);
    if (name) made.className = name;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function isRequired(leaf) {
    return leaf.controls[0].required || leaf.box.hasAttribute("data-required");
  }
  /** What an expression forbids; form-compute.js says it. */
  function broken(leaf) { return api.broken ? api.broken(leaf) : ""; }

  /** What is wrong with a leaf, in words; empty when nothing is. */
  function mistake(leaf) {
    var first = leaf.controls[0];
    // Who cannot draw types the name, which is asked for instead.
    if (!first || leaf.type === "drawn" || api.isHidden(leaf.place)) return "";
    if (api.isComputed(leaf)) return broken(leaf);
    var validity = first.validity;
    if (validity.badInput) return words.errorDate;
    var text = api.read(leaf);
    if (!text.length) {
      if (!isRequired(leaf)) return "";
      return /^(radio|checkbox|select-one)$/.test(first.type) ? words.errorChoose : words.errorRequired;
    }
    if (api.isNumber(leaf)) {
      var number = api.digits(text);
      if (number === null) return words.errorNumber;
      if (leaf.type === "integer" && number.indexOf(".") >= 0) return words.errorInteger;
      if (first.min && Number(number) < Number(first.min)) return fill(words.errorMin, { min: first.min });
      if (first.max && Number(number) > Number(first.max)) return fill(words.errorMax, { max: first.max });
    }
    if (validity.customError) return first.validationMessage;
    // Browsers take two dots in a row and years of six digits, which other programs do not.
    if (validity.typeMismatch || leaf.type === "email" && /(^|\.)\.|\.@/.test(text)) return words.errorEmail;
    if (/^(date|month|week|datetime-local)$/.test(first.type) && /^\d{5}/.test(text)) return words.errorDate;
    if (validity.rangeUnderflow) return fill(words.errorMin, { min: first.min });
    if (validity.rangeOverflow) return fill(words.errorMax, { max: first.max });
    if (validity.valueMissing || validity.valid) return broken(leaf);
    return first.validationMessage;
  }

  /** A table that lacks rows; empty when it does not. */
  function lacksRows(table) {
    if (table.fixed || api.isHidden(table.box)) return "";
    var least = Math.max(table.min, table.box.hasAttribute("data-required") ? 1 : 0);
    var filled = api.rowsOf(table).filter(function (row) { return !api.isBlank(table, row); }).length;
    return filled < least ? fill(words.errorRows, { min: least }) : "";
  }

  // Where a mistake is said, and who is told of it.
  function word(node, name, value, on) {
    var list = (node.getAttribute(name) || "").split(" ").filter(function (one) { return one && one !== value; });
    if (on) list.push(value);
    if (list.length) node.setAttribute(name, list.join(" "));
    else node.removeAttribute(name);
  }
  function idOf(leaf) {
    var first = leaf.controls[0];
    if (!first.id) first.id = "control." + first.name + (leaf.controls.length > 1 ? ".0" : "");
    return first.id;
  }
  function errorId(leaf) { return "error." + leaf.controls[0].name; }
  function said(leaf) { return document.getElementById(errorId(leaf)); }
  function placeError(leaf, error) {
    if (leaf.row) return leaf.place.appendChild(error);
    if (leaf.field && leaf.field.type === "signature") return leaf.field.box.querySelector(".signature").before(error);
    if (leaf.field) return leaf.place.appendChild(error);
    leaf.box.querySelector(".control, .choices").before(error);
  }
  function told(leaf) {
    var group = leaf.controls.length > 1 || leaf.controls[0].type === "checkbox" ? leaf.controls[0].closest("fieldset, .ticks") : null;
    return group ? [group] : leaf.controls;
  }
  function show(leaf, text) {
    var error = said(leaf);
    var id = errorId(leaf);
    if (!text && !error) return;
    told(leaf).forEach(function (node) { word(node, "aria-describedby", id, !!text); });
    leaf.controls.forEach(function (control) {
      // A radio button cannot be invalid, only its group; the group is described by the error.
      if (control.type === "radio") return;
      if (text) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    });
    (leaf.row ? leaf.place : leaf.field ? leaf.place : leaf.box).classList.toggle("wrong", !!text);
    if (!text) {
      error.remove();
      return settle(id);
    }
    if (!error) {
      error = element("p", "error on-screen");
      error.id = id;
      placeError(leaf, error);
    }
    error.textContent = (leaf.field && leaf.field.type === "signature" ? leaf.label + words.colon : "") + text;
  }
  function showRows(table, text) {
    var id = "error." + table.name;
    var error = document.getElementById(id);
    var box = table.box.querySelector(".table-box");
    word(box, "aria-describedby", id, !!text);
    table.box.classList.toggle("wrong", !!text);
    if (!text) {
      if (error) error.remove();
      return settle(id);
    }
    if (!error) {
      error = element("p", "error on-screen");
      error.id = id;
      box.before(error);
    }
    error.textContent = text;
  }

  // The summary.
  var summary = null;
  function settle(id) {
    if (!summary) return;
    api.all("li", summary).forEach(function (line) { if (line.dataset.error === id) line.remove(); });
    var left = summary.querySelectorAll("li").length;
    if (!left) return dismiss();
    summary.querySelector("h2").textContent = fill(words.errors, { count: left });
  }
  function dismiss() {
    if (summary) summary.remove();
    summary = null;
  }
  function nameOf(leaf) {
    if (leaf.row) return leaf.table.label + " " + fill(words.row, { row: api.rowsOf(leaf.table).indexOf(leaf.row) + 1 }) + " " + leaf.label;
    return (leaf.field ? leaf.field.label + " " : "") + leaf.label;
  }
  function summarize(mistakes) {
    dismiss();
    if (!mistakes.length) return;
    summary = element("div", "error-summary on-screen");
    summary.setAttribute("role", "group");
    summary.tabIndex = -1;
    var title = element("h2", "", fill(words.errors, { count: mistakes.length }));
    title.id = "form.errors";
    summary.setAttribute("aria-labelledby", title.id);
    var list = element("ul");
    mistakes.forEach(function (one) {
      var line = element("li");
      line.dataset.error = one.error;
      var link = element("a", "", one.name + words.colon + one.text);
      link.href = "#" + encodeURIComponent(one.target.id);
      link.addEventListener("click", function (event) {
        event.preventDefault();
        one.target.focus({ preventScroll: true });
        (one.target.closest("tr, .field") || one.target).scrollIntoView({ block: "center" });
      });
      line.appendChild(link);
      list.appendChild(line);
    });
    summary.append(title, list);
    form.prepend(summary);
    summary.focus();
    summary.scrollIntoView({ block: "start" });
  }

  /** Looks at everything and says what is wrong; true when nothing is. */
  function check() {
    var mistakes = [];
    api.fields.forEach(function (field) {
      if (field.type === "table") {
        var lacking = lacksRows(field);
        showRows(field, lacking);
        var first = field.box.querySelector("tbody input:not([type=hidden]), tbody select, tbody textarea") || field.box.querySelector("button");
        if (lacking) {
          if (!first.id) first.id = "control." + (first.name || field.name);
          mistakes.push({ name: field.label, text: lacking, target: first, error: "error." + field.name });
        }
      }
      api.leaves(field).forEach(function (leaf) {
        if (!leaf.controls.length) return;
        var skip = leaf.row && !leaf.table.fixed && api.isBlank(leaf.table, leaf.row);
        var text = skip ? "" : mistake(leaf);
        show(leaf, text);
        if (text) {
          idOf(leaf);
          mistakes.push({ name: nameOf(leaf), text: text, target: leaf.controls[0], error: errorId(leaf) });
        }
      });
    });
    summarize(mistakes);
    return mistakes.length === 0;
  }
  function clear() {
    api.fields.forEach(function (field) {
      if (field.type === "table") showRows(field, "");
      api.leaves(field).forEach(function (leaf) { if (leaf.controls.length) show(leaf, ""); });
    });
    dismiss();
  }

  /** Takes away what is no longer a mistake, because of what stands elsewhere or is not asked for any more. */
  function review() {
    api.all(".error", form).forEach(function (error) {
      var control = document.querySelector('[aria-describedby~="' + CSS.escape(error.id) + '"]');
      if (control && control.matches("fieldset, .ticks")) control = control.querySelector("input");
      var leaf = control && leafAt(control);
      if (leaf && !mistake(leaf)) show(leaf, "");
      var table = api.byName[error.id.replace(/^error\./, "")];
      if (table && table.type === "table" && !lacksRows(table)) showRows(table, "");
    });
  }

  /** The leaf that a control belongs to. */
  function leafAt(control) {
    var box = control.closest(".field[data-name]");
    var field = box && api.byName[box.dataset.name];
    if (!field || !control.name) return null;
    var row = field.type === "table" && control.closest("tbody tr");
    return (row ? api.cells(field, row) : api.leaves(field)).filter(function (leaf) { return leaf.controls.indexOf(control) >= 0; })[0] || null;
  }

  // On leaving a field. While a button is held down nothing may move, or the click misses what it was meant for.
  var held = false;
  var waiting = [];
  function look(leaf) {
    if (!form.contains(leaf.place)) return;
    var skip = leaf.row && !leaf.table.fixed && api.isBlank(leaf.table, leaf.row);
    show(leaf, skip ? "" : mistake(leaf));
  }
  function release() {
    held = false;
    setTimeout(function () { if (!held) waiting.splice(0).forEach(look); }, 0);
  }
  document.addEventListener("pointerdown", function () { held = true; }, true);
  document.addEventListener("pointerup", release, true);
  document.addEventListener("pointercancel", release, true);
  form.addEventListener("focusout", function (event) {
    if (!event.target.matches("input, select, textarea") || !document.hasFocus()) return;
    var leaf = leafAt(event.target);
    if (!leaf || leaf.controls.indexOf(event.relatedTarget) >= 0) return;
    if (held) waiting.push(leaf);
    else look(leaf);
  });
  // A mistake that is put right goes at once; a new one is not said before the field is left.
  form.addEventListener("input", function (event) {
    var leaf = leafAt(event.target);
    if (!leaf) return;
    if (leaf.row && !leaf.table.fixed && api.isBlank(leaf.table, leaf.row)) {
      api.cells(leaf.table, leaf.row).forEach(function (cell) { if (cell.controls.length) show(cell, ""); });
    } else if (said(leaf) && !mistake(leaf)) {
      show(leaf, "");
    }
    if (leaf.table && document.getElementById("error." + leaf.table.name) && !lacksRows(leaf.table)) showRows(leaf.table, "");
  });

  api.words = words;
  api.text = fill;
  api.element = element;
  api.check = check;
  api.isRequired = isRequired;
  api.lacksRows = lacksRows;
  api.clearChecks = clear;
  api.review = review;
  api.forget = function (leaf) { if (leaf.controls.length) show(leaf, ""); };
})();
