// The fields of a form and the rows of its tables: what is filled in as texts or as data, and back.
// It must not know drafts, files or mistakes. Only names that the form itself has are ever written.
(function () {
  "use strict";
  var form = document.getElementById("form");
  if (!form) return;
  var NUMBERS = ["integer", "decimal", "money", "percent", "range", "score"];
  var MOST_ROWS = 1000;
  // How browsers write days and times; anything else they refuse, and say so to the console.
  var WRITTEN = {
    date: /^\d{4}-\d\d-\d\d$/, month: /^\d{4}-\d\d$/, week: /^\d{4}-W\d\d$/, time: /^\d\d:\d\d(:\d\d(\.\d+)?)?$/,
    "datetime-local": /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?$/, range: /^-?\d+(\.\d+)?$/
  };
  // A drawn signature: strokes as SVG path data of whole numbers, in a box of 600 by 240, and nothing else.
  var DRAWN = /^(?:M\d{1,3} \d{1,3}l-?\d{1,3} -?\d{1,3}(?: -?\d{1,3} -?\d{1,3})*)+$/;
  var MOST_DRAWN = 20000;
  var all = function (selector, within) {
    return Array.prototype.slice.call(within.querySelectorAll(selector));
  };
  var bare = function () { return Object.create(null); };

  /** A number that is written as its digits, so that none is lost on the way to a file. */
  function Digits(text) { this.text = text; }

  /** The digits of a number as people type it (full width, in groups, with its percent sign), or null. */
  function digits(text) {
    var plain = text.replace(/[\uff01-\uff5e]/g, function (wide) {
      return String.fromCharCode(wide.charCodeAt(0) - 0xfee0);
    }).replace(/\u2212/g, "-").replace(/[\s\u3000]/g, "").replace(/%$/, "");
    if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain)) plain = plain.replace(/,/g, "");
    var parts = /^([+-]?)(\d*)(?:\.(\d*))?$/.exec(plain);
    if (!parts || !(parts[2] || parts[3])) return null;
    var whole = (parts[2] || "").replace(/^0+(?=\d)/, "") || "0";
    var number = whole + (parts[3] ? "." + parts[3] : "");
    return (parts[1] === "-" && /[1-9]/.test(number) ? "-" : "") + number;
  }

  /** The words of a label without its star, hint and unit. */
  function wordsOf(label) {
    var copy = label.cloneNode(true);
    all(".star, .sr, .hint, .unit, .error", copy).forEach(function (part) { part.remove(); });
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  /** One thing to fill in: its place, its type, its controls or the output that shows it. */
  function leafOf(name, type, label, place, box) {
    return {
      name: name, type: type, label: label, place: place, box: box || place,
      controls: all("input, select, textarea", place), output: place.querySelector("output[data-name]")
    };
  }

  function isDrawing(value) { return typeof value === "string" && value.length <= MOST_DRAWN && DRAWN.test(value); }
  // Names of the fields that have no type of their own and hold a number; who computes them fills it.
  var numeric = Object.create(null);
  function isNumber(leaf) { return NUMBERS.indexOf(leaf.type) >= 0 || (leaf.type === "calculate" && numeric[leaf.name] === true); }
  function isComputed(leaf) {
    var first = leaf.controls[0];
    return !first || first.readOnly || first.disabled || first.type === "hidden";
  }
  function isHidden(node) {
    var hidden = node.closest("[hidden]");
    return !!hidden && form.contains(hidden);
  }

  /** What stands in a leaf: a text, or the chosen names of several. */
  function read(leaf) {
    var first = leaf.controls[0];
    if (!first) return leaf.output ? leaf.output.textContent.trim() : "";
    if (first.type !== "radio" && first.type !== "checkbox") return first.value;
    var chosen = leaf.controls.filter(function (one) { return one.checked; }).map(function (one) { return one.value; });
    return first.type === "radio" ? chosen[0] || "" : chosen;
  }

  /** What stands in a leaf when nobody has filled it in. */
  function untouched(leaf) {
    var first = leaf.controls[0];
    if (!first) return "";
    if (first.tagName === "SELECT") {
      var option = Array.prototype.filter.call(first.options, function (one) { return one.defaultSelected; })[0];
      return option ? option.value : first.options[0].value;
    }
    // A range without a value of its own stands in the middle; its layout always gives one.
    if (first.type !== "radio" && first.type !== "checkbox") return first.defaultValue;
    var chosen = leaf.controls.filter(function (one) { return one.defaultChecked; }).map(function (one) { return one.value; });
    return first.type === "radio" ? chosen[0] || "" : chosen;
  }

  function isUntouched(leaf) { return String(read(leaf)) === String(untouched(leaf)); }

  /** Tells everything that listens to typing. */
  function tell(leaf) {
    if (leaf.controls[0]) leaf.controls[0].dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Writes a text, a number or the names of choices; false, and nothing changed, when it does not fit. */
  function write(leaf, value) {
    var first = leaf.controls[0];
    if (!first) return false;
    if (value === null || value === undefined) value = "";
    if (first.type === "checkbox") {
      var names = Array.isArray(value) ? value : typeof value === "string" ? value.split(/\s+/).filter(Boolean) : [value];
      var known = leaf.controls.map(function (one) { return one.value; });
      if (!names.every(function (name) { return known.indexOf(name) >= 0; })) return false;
      leaf.controls.forEach(function (one) { one.checked = names.indexOf(one.value) >= 0; });
      tell(leaf);
      return true;
    }
    if (typeof value === "object") return false;
    if (leaf.type === "drawn" && value !== "" && !isDrawing(value)) return false;
    if (typeof value === "boolean" && leaf.type === "yes_no") value = value ? "yes" : "no";
    var text = String(value).replace(/\r\n?/g, "\n");
    if (first.type === "radio") {
      if (text && !leaf.controls.some(function (one) { return one.value === text; })) return false;
      leaf.controls.forEach(function (one) { one.checked = one.value === text; });
    } else {
      var before = first.value;
      if (text && WRITTEN[first.type] && !WRITTEN[first.type].test(text)) return false;
      first.value = text;
      if (first.value !== text && !(first.type === "range" && Number(first.value) === Number(text))) {
        first.value = before;
        return false;
      }
    }
    tell(leaf);
    return true;
  }

  /** What stands in a leaf as data; undefined when that is nothing. */
  function value(leaf) {
    var text = read(leaf);
    if (!text.length) return undefined;
    if (!isNumber(leaf)) return text;
    var number = digits(text);
    return number === null ? text : new Digits(number);
  }

  // Tables.
  function tableOf(box, name) {
    var body = box.querySelector("tbody");
    var columns = all("thead [data-column]", box).map(function (head) {
      return { name: head.dataset.column, type: head.dataset.type, head: head, at: head.cellIndex, label: wordsOf(head) };
    });
    var blank = body.rows[0].cloneNode(true);
    var max = box.dataset.max ? Number(box.dataset.max) : Infinity;
    return {
      name: name, type: "table", box: box, body: body, columns: columns, blank: blank,
      label: wordsOf(box.querySelector("caption")), fixed: box.hasAttribute("data-fixed"),
      min: Number(box.dataset.min) || 0, max: Math.min(max, MOST_ROWS), printed: body.rows.length, next: body.rows.length
    };
  }
  function rowsOf(table) { return Array.prototype.slice.call(table.body.rows); }
  // The controls of a row never change, only their row's place.
  var known = new WeakMap();
  function cells(table, row) {
    if (!known.has(row)) known.set(row, leavesOf(table, row));
    return known.get(row);
  }
  function leavesOf(table, row) {
    return table.columns.map(function (column) {
      var leaf = leafOf(column.name, column.type, column.label, row.cells[column.at], column.head);
      leaf.row = row;
      leaf.table = table;
      return leaf;
    });
  }
  function isBlank(table, row) {
    return cells(table, row).every(function (leaf) { return isComputed(leaf) || isUntouched(leaf); });
  }

  /** A new row at the end, with names and ids that no row has had. */
  function addRow(table) {
    var row = makeRow(table);
    if (row) numberRows(table);
    return row;
  }
  function makeRow(table) {
    if (table.body.rows.length >= table.max) return null;
    var row = table.blank.cloneNode(true);
    var index = table.next;
    table.next += 1;
    var old = row.querySelector(".row-number").id;
    var fresh = old.replace(/\d+$/, String(index + 1));
    row.querySelector(".row-number").id = fresh;
    all("[name], [data-name]", row).forEach(function (control) {
      ["name", "data-name"].forEach(function (key) {
        var name = control.getAttribute(key);
        if (name) control.setAttribute(key, table.name + "[" + index + "]" + name.slice(name.indexOf("]") + 1));
      });
    });
    all("[aria-labelledby]", row).forEach(function (control) {
      control.setAttribute("aria-labelledby", control.getAttribute("aria-labelledby").split(" ").map(function (id) {
        return id === old ? fresh : id;
      }).join(" "));
    });
    table.body.appendChild(row);
    cells(table, row).forEach(function (leaf) { if (!isComputed(leaf)) write(leaf, untouched(leaf)); });
    return row;
  }
  function removeRow(table, row) {
    row.remove();
    numberRows(table);
  }
  function numberRows(table) {
    if (table.fixed) return;
    rowsOf(table).forEach(function (row, at) { row.querySelector(".row-number").textContent = String(at + 1); });
    form.dispatchEvent(new CustomEvent("rows", { detail: table }));
  }
  function setRows(table, count) {
    if (table.fixed) return;
    while (table.body.rows.length > count) table.body.rows[table.body.rows.length - 1].remove();
    while (table.body.rows.length < count && makeRow(table)) { /* makeRow says when it is enough */ }
    numberRows(table);
  }

  // The whole form.
  function fieldOf(box) {
    var name = box.dataset.name;
    var type = box.dataset.type;
    if (type === "table") return tableOf(box, name);
    var label = box.querySelector(":scope > label, :scope > legend, caption");
    var field = { name: name, type: type, box: box, label: label ? wordsOf(label) : name };
    if (type === "score" || type === "signature") {
      field.parts = all("input", box).map(function (input) {
        var drawn = input.hasAttribute("data-drawn");
        var place = input.closest(type === "score" ? "td" : drawn ? ".drawn" : "label");
        var said = type === "score" ? place.parentNode.cells[0] : place.querySelector("span");
        var part = leafOf(input.name.slice(name.length + 1), type === "score" ? "score" : drawn ? "drawn" : input.type, wordsOf(said), place, box);
        part.field = field;
        return part;
      });
    } else {
      field.leaf = leafOf(name, type, field.label, box);
    }
    return field;
  }
  var fields = all(".field[data-name]", form).filter(function (box) { return box.dataset.type !== "note"; }).map(fieldOf);
  var byName = bare();
  fields.forEach(function (field) { byName[field.name] = field; });

  /** Every leaf of a field that stands on the page now. */
  function leaves(field) {
    if (field.leaf) return [field.leaf];
    if (field.parts) return field.parts;
    return rowsOf(field).reduce(function (list, row) { return list.concat(cells(field, row)); }, []);
  }
  function gather(list, of) {
    var object = bare();
    list.forEach(function (leaf) {
      var found = of(leaf);
      if (found !== undefined) object[leaf.name] = found;
    });
    return object;
  }

  /** Everything as it stands, as texts: what a draft keeps. */
  function texts() {
    return gather(fields, function (field) {
      if (field.leaf) return isComputed(field.leaf) ? undefined : read(field.leaf);
      var typed = function (leaf) { return isComputed(leaf) ? undefined : read(leaf); };
      if (field.parts) return gather(field.parts, typed);
      return rowsOf(field).map(function (row) { return gather(cells(field, row), typed); });
    });
  }
  function own(object, key) {
    return object && typeof object === "object" && Object.prototype.hasOwnProperty.call(object, key) ? object[key] : undefined;
  }
  function writeOwn(list, from) {
    list.forEach(function (leaf) {
      if (own(from, leaf.name) !== undefined && !isComputed(leaf)) write(leaf, own(from, leaf.name));
    });
  }
  function setTexts(state) {
    fields.forEach(function (field) {
      var kept = own(state, field.name);
      if (kept === undefined) return;
      if (field.leaf) return writeOwn([field.leaf], state);
      if (field.parts) return writeOwn(field.parts, kept);
      if (!Array.isArray(kept)) return;
      setRows(field, Math.min(kept.length, field.max));
      rowsOf(field).forEach(function (row, at) { writeOwn(cells(field, row), kept[at]); });
    });
  }

  /** Everything as it was before anybody filled in. */
  function reset() {
    fields.forEach(function (field) {
      if (field.type === "table") setRows(field, field.printed);
      leaves(field).forEach(function (leaf) { if (!isComputed(leaf)) write(leaf, untouched(leaf)); });
    });
  }

  /** What is filled in, as data: empty fields, blank rows and what is hidden are left out. */
  function data() {
    return gather(fields, function (field) {
      if (isHidden(field.box)) return undefined;
      if (field.leaf) return value(field.leaf);
      if (field.parts) {
        var parts = gather(field.parts, value);
        return Object.keys(parts).length ? parts : undefined;
      }
      // Of fixed rows, what stands in them from the start counts; of others it stands in every new row.
      var blank = function (row) {
        if (!field.fixed) return isBlank(field, row);
        return cells(field, row).every(function (leaf) { return isComputed(leaf) || value(leaf) === undefined; });
      };
      if (rowsOf(field).every(blank)) return undefined;
      return rowsOf(field).filter(function (row) { return field.fixed || !blank(row); }).map(function (row) {
        return gather(cells(field, row), function (leaf) { return isHidden(leaf.place) ? undefined : value(leaf); });
      });
    });
  }

  window.procbookForm = {
    form: form, fields: fields, byName: byName, all: all, Digits: Digits, digits: digits, read: read, write: write,
    value: value, isNumber: isNumber, numeric: numeric, isComputed: isComputed, isHidden: isHidden, isUntouched: isUntouched, leaves: leaves,
    rowsOf: rowsOf, cells: cells, isBlank: isBlank, addRow: addRow, removeRow: removeRow, setRows: setRows,
    numberRows: numberRows, isDrawing: isDrawing, texts: texts, setTexts: setTexts, reset: reset, data: data, own: own, bare: bare
  };
})();
