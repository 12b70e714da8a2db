// A filled form as a file: out as JSON and as CSV, in again from that JSON.
// It must not know drafts. What a file says is text: it is compared with the form's own names and shown, never run.
(function () {
  "use strict";
  var api = window.procbookForm;
  if (!api) return;
  var form = api.form;
  var words = api.words;
  var LARGEST = 5 * 1024 * 1024;
  var LISTED = 100;

  // JSON whose numbers keep every digit that was typed.
  function json(value, indent) {
    var inner = indent + "  ";
    if (value instanceof api.Digits) return value.text;
    if (Array.isArray(value)) {
      if (!value.length) return "[]";
      return "[\n" + value.map(function (one) { return inner + json(one, inner); }).join(",\n") + "\n" + indent + "]";
    }
    if (value && typeof value === "object") {
      var keys = Object.keys(value);
      if (!keys.length) return "{}";
      return "{\n" + keys.map(function (name) { return inner + JSON.stringify(name) + ": " + json(value[name], inner); }).join(",\n") + "\n" + indent + "}";
    }
    return JSON.stringify(value);
  }

  function two(number) { return (number < 10 ? "0" : "") + number; }
  function day(now) { return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate()); }
  /** The time on the wall here, with how far it is from UTC. */
  function stamp(now) {
    var minutes = -now.getTimezoneOffset();
    var ahead = Math.abs(minutes);
    return day(now) + "T" + two(now.getHours()) + ":" + two(now.getMinutes()) + ":" + two(now.getSeconds()) +
      (minutes < 0 ? "-" : "+") + two(Math.floor(ahead / 60)) + ":" + two(ahead % 60);
  }

  function record() {
    return {
      form: form.dataset.code, version: form.dataset.version || null, release: form.dataset.release || null,
      filled_at: stamp(new Date()), data: api.data()
    };
  }

  // A cell that a spreadsheet program would take for a formula begins with an apostrophe instead.
  function cell(text) {
    var safe = /^[=+\-@\t\r]/.test(text) ? "'" + text : text;
    return /[",\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  }
  /** What a person sees for a value: the words of a choice, the value itself otherwise. */
  function shown(leaf) {
    var first = leaf.controls[0];
    if (first && first.tagName === "SELECT") return first.selectedOptions.length ? first.selectedOptions[0].text : "";
    if (first && /^(radio|checkbox)$/.test(first.type)) {
      return leaf.controls.filter(function (one) { return one.checked; })
        .map(function (one) { return one.closest("label").textContent.trim(); }).join("; ");
    }
    return plain(api.value(leaf));
  }
  function plain(value) {
    if (value === undefined) return "";
    if (value instanceof api.Digits) return value.text;
    return Array.isArray(value) ? value.join(" ") : value;
  }
  function csv() {
    var lines = [words.csvHead.split(",")];
    api.fields.forEach(function (field) {
      if (api.isHidden(field.box)) return;
      var number = 0;
      var last = null;
      api.leaves(field).forEach(function (leaf) {
        if (api.isHidden(leaf.place)) return;
        if (leaf.row && !field.fixed && api.isBlank(field, leaf.row)) return;
        if (leaf.row && leaf.row !== last) {
          number += 1;
          last = leaf.row;
        }
        var value = api.value(leaf);
        if (value === undefined) return;
        var nested = leaf.row || leaf.field;
        lines.push([
          nested ? field.name + "." + leaf.name : leaf.name, nested ? field.label + " / " + leaf.label : leaf.label,
          leaf.row ? String(number) : "", plain(value), shown(leaf)
        ]);
      });
    });
    // Spreadsheet programs read Chinese as such only behind this mark.
    return "\ufeff" + lines.map(function (line) { return line.map(cell).join(",") + "\r\n"; }).join("");
  }

  function save(text, type, ending) {
    var link = document.createElement("a");
    var version = form.dataset.version ? "-v" + form.dataset.version : "";
    link.download = (form.dataset.code + version + "-" + day(new Date()) + ending).replace(/[\\/:*?"<>|\s]/g, "_");
    link.href = URL.createObjectURL(new Blob([text], { type: type }));
    link.hidden = true;
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
    api.say(api.text(words.exported, { file: link.download }));
  }
  function exportJson() {
    if (api.check()) save(json(record(), "") + "\n", "application/json", ".json");
  }
  function exportCsv() {
    if (api.check()) save(csv(), "text/csv;charset=utf-8", ".csv");
  }
  /** What is on the page, finished or not: for a browser that keeps no draft. */
  function copy() {
    var unfinished = record();
    unfinished.draft = true;
    save(json(unfinished, "") + "\n", "application/json", "-draft.json");
  }

  // In.
  var report = null;
  function tell(title, bad) {
    if (report) report.remove();
    report = api.element("div", "form-notice on-screen" + (bad ? " form-notice-bad" : ""));
    report.setAttribute("role", "group");
    report.tabIndex = -1;
    var head = api.element("p", "form-notice-title", title);
    head.id = "form.import";
    report.setAttribute("aria-labelledby", head.id);
    report.appendChild(head);
    var close = api.element("button", "button button-quiet", words.close);
    close.type = "button";
    close.addEventListener("click", function () {
      report.remove();
      report = null;
      var first = form.querySelector("fieldset :is(input, select, textarea):not([type=hidden], [readonly])");
      if (first) first.focus();
    });
    api.notices.appendChild(report);
    return close;
  }
  function refuse(why) {
    var close = tell(words.notImported + why, true);
    report.appendChild(close);
    report.focus();
  }

  /** A value as a short text, whatever it is. */
  function brief(value) {
    var text;
    try {
      text = typeof value === "string" ? value : value instanceof api.Digits ? value.text : json(value, "").replace(/\s+/g, " ");
    } catch (error) {
      text = "…";
    }
    return text.length > 80 ? text.slice(0, 80) + "…" : text;
  }

  /** What a number field takes: digits, or nothing; undefined for anything else. */
  function digitsOf(value) {
    if (value === "" || value === null) return "";
    if (typeof value !== "string" && typeof value !== "number") return undefined;
    var exact = api.digits(String(value));
    return exact === null ? undefined : exact;
  }

  /** Writes what a file has into the form; what was taken and what was not, as lines of text. */
  function map(data, day) {
    var mapped = [];
    var dropped = [];
    var computed = [];
    function drop(name, value, why) { dropped.push(name + words.colon + brief(value) + " – " + why); }
    function take(leaf, value, name, label) {
      if (leaf.controls[0] && leaf.controls[0].type === "hidden") return;
      if (api.isComputed(leaf)) return computed.push({ leaf: leaf, value: value, name: name });
      var wanted = value instanceof api.Digits ? value.text : value;
      var number = api.isNumber(leaf) ? digitsOf(wanted) : wanted;
      if (number === undefined || !api.write(leaf, number)) return drop(name, value, words.dropValue);
      mapped.push(label + words.colon + brief(value));
    }
    function takeParts(parts, object, name, label) {
      if (!object || typeof object !== "object" || Array.isArray(object)) return drop(name, object, words.dropValue);
      Object.keys(object).forEach(function (key) {
        var part = parts.filter(function (one) { return one.name === key; })[0];
        if (!part) return drop(name + "." + key, object[key], words.dropUnknown);
        take(part, object[key], name + "." + key, label + " " + part.label);
      });
    }
    function takeRows(table, rows, name) {
      if (!Array.isArray(rows)) return drop(name, rows, words.dropValue);
      var most = table.fixed ? table.printed : table.max;
      // A blank form shows as many rows as it prints; a fuller one shows those that it has.
      api.setRows(table, Math.min(Math.max(rows.length, table.printed), most));
      rows.forEach(function (row, at) {
        var place = name + "[" + at + "]";
        if (at >= most) return drop(place, row, api.text(words.dropRows, { max: most }));
        takeParts(api.cells(table, api.rowsOf(table)[at]), row, place, table.label + " " + api.text(words.row, { row: at + 1 }));
      });
    }
    Object.keys(data).forEach(function (name) {
      var field = api.byName[name];
      if (!field) return drop(name, data[name], words.dropUnknown);
      if (field.leaf) return take(field.leaf, data[name], name, field.label);
      if (field.parts) return takeParts(field.parts, data[name], name, field.label);
      takeRows(field, data[name], name);
    });
    // What is computed is computed anew, as of the day of the file; a file that says the same has lost nothing.
    form.dispatchEvent(new CustomEvent("filled-on", { detail: day }));
    api.compute.flush();
    computed.forEach(function (one) {
      var wanted = plain(one.value);
      var stands = plain(api.value(one.leaf));
      var number = api.isNumber(one.leaf) && Number(wanted) === Number(stands);
      if (!number && String(wanted) !== stands) drop(one.name, one.value, words.dropComputed);
    });
    return { mapped: mapped, dropped: dropped };
  }

  function list(title, lines, open) {
    var box = api.element("details");
    box.open = open;
    box.appendChild(api.element("summary", "", api.text(title, { count: lines.length })));
    var items = api.element("ul");
    lines.slice(0, LISTED).forEach(function (line) { items.appendChild(api.element("li", "", line)); });
    if (lines.length > LISTED) items.appendChild(api.element("li", "", api.text(words.more, { count: lines.length - LISTED })));
    box.appendChild(items);
    return box;
  }

  function parse(text) {
    // Newer browsers hand over a number as it was written, so that long amounts stay exact.
    return JSON.parse(text.replace(/^\ufeff/, ""), function (key, value, context) {
      if (typeof value !== "number" || !context || !context.source) return value;
      var exact = api.digits(context.source);
      return exact === null ? value : new api.Digits(exact);
    });
  }
  function take(name, text) {
    var found;
    try {
      found = parse(text);
    } catch (error) {
      return refuse(words.refusedJson);
    }
    var code = api.own(found, "form");
    var data = api.own(found, "data");
    if (typeof code !== "string" || !data || typeof data !== "object" || Array.isArray(data)) return refuse(words.refusedKind);
    if (code !== form.dataset.code) return refuse(api.text(words.refusedForm, { form: brief(code), code: form.dataset.code }));
    if (api.isFilled() && !window.confirm(words.importAsk)) return;
    api.reset();
    api.clearChecks();
    var done = map(data, api.own(found, "filled_at"));
    var close = tell(api.text(words.imported, { file: name }), false);
    var version = api.own(found, "version");
    if (typeof version === "string" && version !== form.dataset.version) {
      report.appendChild(api.element("p", "", api.text(words.otherVersion, { version: brief(version) })));
    }
    report.appendChild(list(words.mapped, done.mapped, false));
    if (done.dropped.length) report.appendChild(list(words.dropped, done.dropped, true));
    report.appendChild(close);
    report.focus();
  }
  function importFile(file) {
    if (file.size > LARGEST) return refuse(words.refusedLarge);
    var reader = new FileReader();
    reader.onload = function () { take(file.name, String(reader.result)); };
    reader.onerror = function () { refuse(words.refusedRead); };
    reader.readAsText(file);
  }

  api.exportJson = exportJson;
  api.exportCsv = exportCsv;
  api.importFile = importFile;
  api.copy = copy;
})();
