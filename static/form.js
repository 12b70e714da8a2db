// Filling a form in: the buttons of its tables and of its files. The parts stand in form-*.js, loaded before.
// A page without scripts shows the same form, to be filled in on the screen or on paper.
(function () {
  "use strict";
  var api = window.procbookForm;
  if (!api) return;
  var form = api.form;
  var words = api.words;

  function button(name, text, act) {
    var made = api.element("button", "button " + name, text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }
  function firstControl(row) {
    return row.querySelector("td :is(input, select, textarea):not([readonly])") || row.querySelector("button");
  }

  // Tables: a button for each row, one below for a new row.
  function removeButton(table, row) {
    var place = row.insertCell();
    place.className = "row-tools on-screen";
    var made = button("row-remove", "", function () { remove(table, row); });
    made.append(api.element("span", "", "×"));
    made.firstChild.setAttribute("aria-hidden", "true");
    place.append(made);
  }
  function refresh(table) {
    var rows = api.rowsOf(table);
    rows.forEach(function (row, at) {
      if (!row.querySelector(".row-tools")) removeButton(table, row);
      var remover = row.querySelector(".row-remove");
      var label = api.text(words.removeRow, { row: at + 1 });
      remover.setAttribute("aria-label", label);
      remover.title = label;
      remover.disabled = rows.length <= table.min;
    });
    table.adder.disabled = rows.length >= table.max;
    table.limit.textContent = rows.length >= table.max ? api.text(words.rowsMost, { max: table.max }) : "";
  }
  function hush(table) {
    table.status.textContent = "";
    table.undo.hidden = true;
  }
  function add(table) {
    hush(table);
    var row = api.addRow(table);
    if (row) firstControl(row).focus();
  }
  function remove(table, row) {
    var at = api.rowsOf(table).indexOf(row);
    var blank = api.isBlank(table, row);
    api.cells(table, row).forEach(api.forget);
    api.removeRow(table, row);
    hush(table);
    table.status.textContent = api.text(words.rowRemoved, { row: at + 1 });
    table.removed = { row: row, at: at };
    table.undo.hidden = blank;
    var rows = api.rowsOf(table);
    var near = rows[Math.min(at, rows.length - 1)];
    var remover = near && near.querySelector(".row-remove");
    if (remover && !remover.disabled) remover.focus();
    else (near ? firstControl(near) : table.adder).focus();
  }
  function undo(table) {
    var removed = table.removed;
    hush(table);
    if (table.body.rows.length >= table.max) return;
    table.body.insertBefore(removed.row, table.body.rows[removed.at] || null);
    api.numberRows(table);
    firstControl(removed.row).focus();
  }
  function equip(table) {
    var grid = table.box.querySelector("table");
    var column = api.element("col", "row-tools on-screen");
    grid.querySelector("colgroup").appendChild(column);
    var head = api.element("th", "row-tools on-screen");
    head.scope = "col";
    head.appendChild(api.element("span", "sr", words.remove));
    grid.tHead.rows[0].appendChild(head);
    if (grid.tFoot) api.all("tr", grid.tFoot).forEach(function (row) { row.insertCell().className = "row-tools on-screen"; });
    var bar = api.element("div", "row-bar on-screen");
    table.adder = button("button-quiet row-add", words.addRow, function () { add(table); });
    table.adder.setAttribute("aria-label", words.addRow + words.colon + table.label);
    table.limit = api.element("span", "hint");
    table.status = api.element("span", "row-status");
    table.status.setAttribute("role", "status");
    table.undo = button("button-quiet row-undo", words.undo, function () { undo(table); });
    table.undo.hidden = true;
    bar.append(table.adder, table.limit, table.status, table.undo);
    table.box.appendChild(bar);
    refresh(table);
  }
  var tables = api.fields.filter(function (field) { return field.type === "table" && !field.fixed; });
  form.addEventListener("rows", function (event) { if (event.detail.adder) refresh(event.detail); });
  tables.forEach(equip);

  // Files.
  var tools = form.querySelector(".form-tools");
  var picker = document.createElement("input");
  picker.type = "file";
  picker.accept = ".json,application/json";
  picker.hidden = true;
  picker.addEventListener("change", function () {
    if (picker.files[0]) api.importFile(picker.files[0]);
    picker.value = "";
  });
  tools.append.apply(tools, api.submitButtons || []);
  tools.append(
    button("export-json" + (api.submitButtons ? " button-quiet" : ""), words.exportJson, api.exportJson),
    button("button-quiet export-csv", words.exportCsv, api.exportCsv),
    button("button-quiet import-json", words.import, function () { picker.click(); }),
    picker
  );
  tools.hidden = false;

  // Enter in a form of one line would load the page anew.
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  api.begin();
  api.offerOlder();
  if (api.resumeSending) api.resumeSending();
})();
