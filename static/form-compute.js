// What a form computes while it is filled in: totals, calculations, scores, and what is shown at all.
// In: the program of the page (src/render/program.rs says how it reads) and what stands in the fields. Out: outputs,
// read-only fields, `hidden`, and what a constraint forbids. It must not know drafts, files or how a mistake is said.
//
// The nodes of the program stand in the order of computing, so that one pass over those that are due is enough. A row
// that nobody has filled in counts for nothing, and so does what is hidden; what was typed there stays and comes
// back. A result that nothing filled in has a part in is not shown, nor counted as a cell of its column.
// `today()` is the day of filling in: of a draft or file that is brought back, the day it was kept, until
// somebody changes something. A constraint is about the real day.
(function () {
  "use strict";
  var api = window.procbookForm;
  var evaluate = window.procbookEvaluate;
  if (!api || !evaluate) return;
  var form = api.form;
  var words = api.words;
  var source = document.getElementById("form-program");
  var nodes = source ? JSON.parse(source.textContent).nodes : [];
  var byName = api.bare();
  var tables = api.bare();
  var MOST_PLACES = 10;
  var count = 0;          // calculations and relevances computed since the page opened
  var due = [];           // for each node: true, or a Set of rows
  var waiting = false;
  var keptDay = "";       // the day that a draft or file was kept, while nobody has changed it

  function two(number) { return (number < 10 ? "0" : "") + number; }
  function dayOf(date) { return date.getFullYear() + "-" + two(date.getMonth() + 1) + "-" + two(date.getDate()); }
  function realDay() { return dayOf(new Date()); }

  // Trees.
  function some(tree, wanted) {
    return Array.isArray(tree) && (wanted(tree) || tree.some(function (piece) { return some(piece, wanted); }));
  }
  function asksToday(tree) { return some(tree, function (piece) { return piece[0] === "today"; }); }
  function asksRow(tree, table) {
    return some(tree, function (piece) { return piece[0] === "f" && byName[piece[1]] && byName[piece[1]].table === table; });
  }

  // Values.
  function typed(node, leaf) {
    var text = api.read(leaf);
    if (!text.length) return null;
    if (node.type !== "number") return text;
    var digits = api.digits(text);
    return digits === null ? null : evaluate.number(digits);
  }
  function scope(node, row, own) {
    return {
      field: function (name) {
        var other = byName[name];
        if (!other) return null;
        return other.table ? other.cells.get(row) || null : other.cell;
      },
      column: function (name) {
        var other = byName[name];
        if (!other || !other.table) return [];
        return rowsOf(other).map(function (one) { return other.cells.get(one); }).filter(function (cell) { return cell && (cell.filled || cell.given); });
      },
      own: function () { return own || null; },
      today: function () { return own ? realDay() : keptDay || realDay(); }
    };
  }
  function rowsOf(node) { return tables[node.table].rows; }
  function holds(tree, at) {
    count += 1;
    return evaluate.condition(tree, at);
  }
  function sameCell(one, other) {
    if (!one || !other) return !one && !other;
    return one.filled === other.filled && one.given === other.given && one.places === other.places && evaluate.same(one.value, other.value);
  }

  // What is due.
  function mark(index, row) {
    if (due[index] === true) return;
    if (row === undefined) due[index] = true;
    else (due[index] = due[index] || new Set()).add(row);
    soon();
  }
  function soon() {
    if (waiting) return;
    waiting = true;
    // After all that a script writes at once, and before the next thing that a person does.
    Promise.resolve().then(flush);
  }
  function spread(node, row) {
    (node.feeds || []).forEach(function (index) {
      var same = nodes[index].table && nodes[index].table === node.table;
      mark(index, same ? row : undefined);
    });
  }

  // What is shown.
  function isShown(node) { return node.shown && (node.in === undefined || isShown(nodes[node.in])); }
  function setHidden(element, hidden) { if (element && element.hidden !== hidden) element.hidden = hidden; }
  function hideColumn(node) {
    var column = node.column;
    var grid = tables[node.table].field.box.querySelector("table");
    var parts = [column.head, grid.querySelectorAll("colgroup col")[column.at]];
    if (grid.tFoot) parts.push(grid.tFoot.rows[0].cells[column.at]);
    rowsOf(node).forEach(function (row) { parts.push(row.cells[column.at]); });
    parts.forEach(function (part) {
      if (!part) return;
      part.classList.toggle("column-off", !node.shown);
      setHidden(part, !node.shown);
    });
  }
  function showNode(node) {
    if (node.section !== undefined) setHidden(form.querySelectorAll("fieldset.form-part")[node.section], !node.shown);
    else if (node.table) hideColumn(node);
    else setHidden(node.box, !node.shown);
  }

  // What is computed.
  function tell(output, text) {
    if (output && output.textContent !== text) output.textContent = text;
  }
  function put(leaf, text) {
    var first = leaf.controls[0];
    if (!first) {
      tell(leaf.output, text);
      if (leaf.output) leaf.output.classList.toggle("numeric", api.isNumber(leaf));
    } else if (first.type === "radio" || first.type === "checkbox") {
      leaf.controls.forEach(function (one) { one.checked = one.value === text; });
    } else if (first.value !== text) {
      first.value = text;
    }
  }
  function textOf(node, cell) {
    if (!cell || !cell.filled) return "";
    if (node.type === "truth") return cell.value === null ? "" : cell.value ? words.yes : words.no;
    return evaluate.shown(cell.value, node.places);
  }
  /** The decimal places that a person has typed: a column of 1.50 and 2 has a total of 3.50. */
  function placesTyped(leaf) {
    return Math.min(MOST_PLACES, (api.digits(api.read(leaf)).split(".")[1] || "").length);
  }
  function cellOf(node, leaf, row) {
    if (!node.calculation) {
      var value = typed(node, leaf);
      // The head of a row that the form itself brings.
      var given = !!leaf.controls[0] && leaf.controls[0].type === "hidden";
      return value === null ? null : { value: value, filled: !given, given: given, places: evaluate.isNumber(value) ? placesTyped(leaf) : 0 };
    }
    count += 1;
    var cell = evaluate.calculate(node.calculation, scope(node, row));
    put(leaf, textOf(node, cell));
    return cell.value === null ? null : cell;
  }
  function leafIn(node, row) { return api.cells(tables[node.table].field, row)[node.column.number]; }

  function scored(node) {
    var score = node.score;
    var box = node.field.box;
    var most = evaluate.number(score.points);
    var weighted = [];
    var outputs = [];
    node.field.parts.forEach(function (part) {
      var digits = api.digits(api.read(part));
      var points = digits === null ? null : evaluate.number(digits);
      if (points && (points.lt("0") || points.gt(most))) points = null;
      var item = score.items.filter(function (one) { return one[0] === part.name; })[0];
      var found = points && item ? points.times(item[1]).div("100") : null;
      if (found) weighted.push(found);
      outputs.push({ output: box.querySelector('output[data-weighted="' + part.name + '"]'), value: found });
    });
    var places = evaluate.places(weighted);
    outputs.forEach(function (one) { tell(one.output, evaluate.shown(one.value, places)); });
    var total = weighted.length ? evaluate.sum(weighted) : null;
    var whole = total && weighted.length === score.items.length;
    var grade = whole ? score.grades.filter(function (one) { return total.gte(one[0]); })[0] : null;
    tell(box.querySelector("output[data-score-total]"), evaluate.shown(total, places));
    tell(box.querySelector("output[data-score-grade]"), grade ? grade[1] : "");
    // An unfinished score is no score: its sum would be taken for a bad one.
    return whole ? { value: total, filled: true, given: false } : null;
  }
  function total(node) {
    var output = tables[node.table].field.box.querySelector('output[data-total="' + node.name + '"]');
    if (!output) return;
    var numbers = [];
    var places = node.places || 0;
    rowsOf(node).forEach(function (row) {
      var cell = node.cells.get(row);
      if (!cell || !cell.filled || !evaluate.isNumber(cell.value)) return;
      numbers.push(cell.value);
      places = Math.max(places, cell.places || 0);
    });
    tell(output, numbers.length ? evaluate.shown(evaluate.sum(numbers), places) : "");
  }

  // One node.
  function settleShown(node) {
    var shown = !node.relevant || node.byRow || holds(node.relevant, scope(node)) === true;
    if (shown === node.shown) return false;
    node.shown = shown;
    showNode(node);
    return true;
  }
  function settleColumn(node, rows) {
    var table = tables[node.table];
    var changed = false;
    (rows === true ? table.rows : table.rows.filter(function (row) { return rows.has(row); })).forEach(function (row) {
      var place = row.cells[node.column.at];
      var blank = table.blank.get(row);
      if (node.byRow) setHidden(place, blank || holds(node.relevant, scope(node, row)) !== true);
      else if (node.relevant && place.hidden !== !node.shown) hideColumn(node);
      var cell = null;
      if (blank && node.calculation) put(leafIn(node, row), "");
      else if (!blank) cell = cellOf(node, leafIn(node, row), row);
      if (place.hidden || !isShown(node)) cell = null;
      if (sameCell(cell, node.cells.get(row) || null)) return;
      node.cells.set(row, cell);
      changed = true;
      spread(node, row);
    });
    if (node.total && (changed || rows === true)) total(node);
  }
  function settle(node, rows) {
    if (node.table) {
      if (settleShown(node)) rows = true;
      return settleColumn(node, rows);
    }
    if (settleShown(node) || (rows === true && node.section !== undefined)) spread(node);
    if (node.section !== undefined || !node.field) return;
    if (node.field.type === "table") return spread(node);
    var cell = node.score ? scored(node) : node.field.leaf ? cellOf(node, node.field.leaf) : null;
    if (!isShown(node)) cell = null;
    if (sameCell(cell, node.cell)) return;
    node.cell = cell;
    spread(node);
  }

  // Rows that came or went since the last time, and rows that somebody has begun or emptied.
  function settleRows(table) {
    if (!table.moved) return;
    table.moved = false;
    var before = table.rows;
    table.rows = api.rowsOf(table.field);
    before.filter(function (row) { return table.rows.indexOf(row) < 0; }).forEach(function (row) {
      table.nodes.forEach(function (index) {
        nodes[index].cells.delete(row);
        spread(nodes[index], row);
        if (nodes[index].total) total(nodes[index]);
      });
      table.blank.delete(row);
    });
    table.rows.forEach(function (row) {
      if (table.blank.has(row)) return;
      begun(table, row);
      table.nodes.forEach(function (index) { mark(index, row); });
    });
  }
  function begun(table, row) {
    var blank = !table.field.fixed && api.isBlank(table.field, row);
    if (table.blank.get(row) === blank) return;
    table.blank.set(row, blank);
    table.nodes.forEach(function (index) { mark(index, row); });
  }

  function flush() {
    waiting = true;
    Object.keys(tables).forEach(function (name) { settleRows(tables[name]); });
    nodes.forEach(function (node, index) {
      var rows = due[index];
      if (!rows) return;
      due[index] = undefined;
      settle(node, rows);
    });
    // Of a form with a circle, which only `serve` shows, something may be left over.
    due.length = 0;
    waiting = false;
    sayDay();
    api.review();
  }

  // The day of filling in.
  var daily = [];
  var note = null;
  function setDay(day) {
    if (day === realDay()) day = "";
    if (day === keptDay) return;
    keptDay = day;
    daily.forEach(function (index) { mark(index); });
  }
  function sayDay() {
    if (!note && !(keptDay && daily.length)) return;
    if (!note) {
      note = api.element("p", "form-day on-screen");
      form.querySelector("fieldset.form-part").before(note);
    }
    note.textContent = keptDay ? api.text(words.asOf, { day: keptDay }) : "";
    note.hidden = !keptDay;
  }

  /** What a constraint forbids, in words; empty when nothing is wrong with what stands in a leaf. */
  function broken(leaf) {
    if (leaf.type === "score" && leaf.field) return outOfPoints(leaf);
    var node = byName[leaf.name];
    if (!node || !node.constraint || leaf.field) return "";
    var value = typed(node, leaf);
    // Nothing forbids an empty field; `required` does that.
    if (value === null || evaluate.condition(node.constraint, scope(node, leaf.row, { value: value, filled: true })) !== false) return "";
    return leaf.box.dataset.constraintMessage || words.errorConstraint;
  }
  function outOfPoints(leaf) {
    var most = leaf.field.box.dataset.points;
    var digits = api.digits(api.read(leaf));
    var points = digits === null ? null : evaluate.number(digits);
    if (!points) return "";
    if (points.lt("0")) return api.text(words.errorMin, { min: 0 });
    return points.gt(most) ? api.text(words.errorMax, { max: most }) : "";
  }

  function touched(control) {
    var box = control.closest(".field[data-name]");
    var field = box && api.byName[box.dataset.name];
    if (!field) return;
    setDay("");
    var range = control.type === "range" && control.parentNode.querySelector("output.range-value");
    if (range) range.textContent = control.value;
    var row = field.type === "table" ? control.closest("tbody tr") : null;
    var node = byName[row ? control.name.slice(control.name.indexOf("].") + 2) : field.name];
    if (row && tables[field.name]) begun(tables[field.name], row);
    if (node) mark(node.index, row || undefined);
  }

  function prepare(node, index) {
    node.index = index;
    node.shown = true;
    node.cell = null;
    if (node.score) node.score.grades.sort(function (one, other) { return Number(other[0]) - Number(one[0]); });
    if (node.name === undefined) return;
    if (!byName[node.name]) byName[node.name] = node;
    if (node.calculation && node.type === "number") api.numeric[node.name] = true;
    node.field = api.byName[node.table || node.name];
    // A note is no field, but it may be hidden.
    node.box = form.querySelector('.field[data-name="' + (node.table || node.name) + '"]');
    if (!node.table) return;
    node.cells = new Map();
    node.field.columns.forEach(function (column, number) {
      if (column.name === node.name) node.column = { number: number, at: column.at, head: column.head };
    });
    var table = tables[node.table] = tables[node.table] || { field: node.field, nodes: [], rows: [], blank: new Map(), moved: true };
    table.nodes.push(index);
  }
  nodes.forEach(prepare);
  nodes.forEach(function (node, index) {
    node.byRow = !!node.table && asksRow(node.relevant, node.table);
    if (asksToday(node.calculation) || asksToday(node.relevant)) daily.push(index);
    mark(index);
  });

  /** Shows all that is hidden, for a sheet to be filled in by hand, until the function that it returns is called. */
  function reveal() {
    var hidden = api.all("[hidden]", form).filter(function (part) { return part.matches("fieldset.form-part, .field, th, td, col"); });
    hidden.forEach(function (part) { part.hidden = false; });
    return function () { hidden.forEach(function (part) { part.hidden = true; }); };
  }
  var conceal = null;
  window.addEventListener("beforeprint", function () {
    if (!conceal && api.isFilled && !api.isFilled()) conceal = reveal();
  });
  window.addEventListener("afterprint", function () {
    if (conceal) conceal();
    conceal = null;
  });

  form.addEventListener("input", function (event) { touched(event.target); });
  form.addEventListener("rows", function (event) {
    var table = tables[event.detail.name];
    if (!table) return;
    setDay("");
    table.moved = true;
    soon();
  });
  form.addEventListener("filled-on", function (event) {
    var text = String(event.detail);
    var date = /Z$/.test(text) ? dayOf(new Date(text)) : text.slice(0, 10);
    if (/^\d{4}-\d\d-\d\d$/.test(date)) setDay(date);
  });
  // What leaves the page is up to date, also when a script has just written to it.
  ["data", "check"].forEach(function (name) {
    var plain = api[name];
    api[name] = function () { flush(); return plain(); };
  });
  form.setAttribute("data-relevance", "");
  api.broken = broken;
  api.compute = { flush: flush, reveal: reveal, count: function () { return count; } };
  flush();
})();
