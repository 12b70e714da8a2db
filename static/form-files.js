// A filled form as a file: out as JSON and as CSV, in again from that JSON.
// It must not know drafts. What a file says is text: it is compared with the form's own names and shown, never run.
(function () {
  "use strict";
  var api = window.procbookForm;
  if (!api) return;
  var form = api.form;
  var words = api.words;
  var LARGEST = 5 * 1024 * 1024;

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

  // A cell that a spreadsheet program would take for a formula begins with an apostrophe instead; a plain number is none.
  function cell(text) {
    var safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]\d+(\.\d+)?$/.test(text) ? "'" + text : text;
    return /[",\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
  }
  /** What a person sees for a value: the words of a choice, the value itself otherwise. */
  function shown(leaf) {
    var first = leaf.controls[0];
    if (leaf.type === "drawn") return first.value ? words.drawn : "";
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
    var version = form.dataset.version ? "-v" + form.dataset.version : "";
    var name = window.procbookStore.download(form.dataset.code + version + "-" + day(new Date()) + ending, text, type);
    api.say(api.text(words.exported, { file: name }));
    return name;
  }
  function text(draft) {
    var filled = record();
    if (draft) filled.draft = true;
    return json(filled, "") + "\n";
  }
  function exportJson() {
    if (api.check()) download();
  }
  function download() { return save(text(false), "application/json", ".json"); }
  function exportCsv() {
    if (api.check()) save(csv(), "text/csv;charset=utf-8", ".csv");
  }
  /** What is on the page, finished or not: for a browser that keeps no draft. */
  function copy() { save(text(true), "application/json", "-draft.json"); }

  // In.
  /** A number as it was written, without an exponent; as a text when it is too large for any field. */
  function exact(source) {
    var parts = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d{1,3})$/.exec(source);
    if (!parts || Math.abs(Number(parts[4])) > 40) return source;
    var digits = parts[2] + (parts[3] || "");
    var point = parts[2].length + Number(parts[4]);
    if (point <= 0) digits = "0".repeat(1 - point) + digits;
    if (point > digits.length) digits += "0".repeat(point - digits.length);
    point = Math.max(point, 1);
    return parts[1] + digits.slice(0, point) + (digits.length > point ? "." + digits.slice(point) : "");
  }
  function parse(text) {
    // Newer browsers hand over a number as it was written, so that long amounts stay exact.
    return JSON.parse(text.replace(/^\ufeff/, ""), function (key, value, context) {
      if (typeof value !== "number") return value;
      if (!context || !context.source) return isFinite(value) ? value : String(value);
      var digits = api.digits(exact(context.source));
      return digits === null ? context.source : new api.Digits(digits);
    });
  }
  function take(name, text) {
    var found;
    try {
      found = parse(text);
    } catch (error) {
      return api.refuse(words.refusedJson);
    }
    var code = api.own(found, "form");
    var data = api.own(found, "data");
    if (typeof code !== "string" || !data || typeof data !== "object" || Array.isArray(data)) return api.refuse(words.refusedKind);
    if (code !== form.dataset.code) return api.refuse(api.text(words.refusedForm, { form: api.brief(code), code: form.dataset.code }));
    if (api.isFilled() && !window.confirm(words.importAsk)) return;
    api.reset();
    api.clearChecks();
    var done = api.map(data, undefined, api.own(found, "filled_at"));
    var version = api.own(found, "version");
    var other = typeof version === "string" && version !== form.dataset.version;
    api.report(api.text(words.imported, { file: name }), other ? api.text(words.otherVersion, { version: api.brief(version) }) : "", done);
  }
  function importFile(file) {
    if (file.size > LARGEST) return api.refuse(words.refusedLarge);
    var reader = new FileReader();
    reader.onload = function () { take(file.name, String(reader.result)); };
    reader.onerror = function () { api.refuse(words.refusedRead); };
    reader.readAsText(file);
  }

  api.json = json;
  api.shown = shown;
  api.plain = plain;
  api.recordText = function () { return text(false); };
  api.unfinished = function () { return text(true); };
  api.download = download;
  api.exportJson = exportJson;
  api.exportCsv = exportCsv;
  api.importFile = importFile;
  api.copy = copy;
})();
