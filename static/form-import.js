// What a filled copy says, written into the form: by name, by a name that the field had before, by its label.
// It must not know files or drafts. A copy's names and values are text: compared, converted where only one
// meaning is possible, and shown; nothing else of the form is ever reached by them.
(function () {
  "use strict";
  var api = window.procbookForm;
  if (!api) return;
  var words = api.words;
  var LISTED = 100;

  /** A value as a short text, whatever it is. */
  function brief(value) {
    var text;
    try {
      text = typeof value === "string" ? value : value instanceof api.Digits ? value.text : api.json(value, "").replace(/\s+/g, " ");
    } catch (error) {
      text = "…";
    }
    return text.length > 80 ? text.slice(0, 80) + "…" : text;
  }
  function isEmpty(value) {
    return value === "" || value === null || value === undefined || Array.isArray(value) && value.every(isEmpty) ||
      isPlain(value) && Object.keys(value).every(function (key) { return isEmpty(value[key]); });
  }
  function isPlain(value) {
    return !!value && typeof value === "object" && !Array.isArray(value) && !(value instanceof api.Digits);
  }

  /** What a number field takes: digits, or nothing; undefined for anything else. */
  function digitsOf(value) {
    if (value === "" || value === null) return "";
    if (typeof value !== "string" && typeof value !== "number") return undefined;
    var exact = api.digits(String(value));
    return exact === null ? undefined : exact;
  }
  /** The choices of a leaf, or null when it has none. */
  function choicesOf(leaf) {
    var first = leaf.controls[0];
    if (first.tagName === "SELECT") {
      return Array.prototype.filter.call(first.options, function (one) { return one.value; })
        .map(function (one) { return { name: one.value, label: one.text.trim() }; });
    }
    if (first.type !== "radio" && first.type !== "checkbox") return null;
    return leaf.controls.map(function (one) { return { name: one.value, label: one.closest("label").textContent.trim() }; });
  }
  /** The name of the choice that a value means: its name, or the label that only one has. */
  function choice(choices, value) {
    var text = String(value).trim();
    if (choices.some(function (one) { return one.name === text; })) return text;
    var said = choices.filter(function (one) { return one.label === text; });
    return said.length === 1 ? said[0].name : value;
  }
  /** A value as a leaf takes it, where that is certain; undefined when it fits in no way. */
  function fit(leaf, value) {
    if (leaf.type === "drawn") return typeof value === "string" ? value : undefined;
    var plain = value instanceof api.Digits ? value.text : value;
    if (api.isNumber(leaf)) return digitsOf(Array.isArray(plain) && plain.length === 1 ? plain[0] : plain);
    var choices = choicesOf(leaf);
    if (!choices) return Array.isArray(plain) && plain.length === 1 && typeof plain[0] === "string" ? plain[0] : plain;
    if (isPlain(plain) || typeof plain === "boolean") return plain;
    var several = leaf.controls[0].type === "checkbox";
    var known = choices.some(function (one) { return one.name === choice(choices, plain); });
    var many = Array.isArray(plain) ? plain : several && !known ? String(plain).split(/\s+/) : [plain];
    var names = many.filter(function (one) { return one !== ""; }).map(function (one) {
      return choice(choices, one instanceof api.Digits ? one.text : one);
    });
    if (several) return names;
    return names.length > 1 ? undefined : names.length ? names[0] : "";
  }

  /** The names that a target had in earlier versions of the form. */
  function former(target) {
    var place = target.controls ? target.controls[0] : target.head || target.box;
    return (place.dataset.was || "").split(" ").filter(Boolean);
  }
  /** The targets by what `of` calls them; null where several are called the same. */
  function index(targets, of) {
    var found = api.bare();
    targets.forEach(function (target) {
      of(target).forEach(function (name) { found[name] = name in found ? null : target; });
    });
    return found;
  }
  /**
   * Which of the targets each key means. A name stands before a former name, that before a label; a label counts
   * when no other target and no other key has it. `labels` says what the keys were called, if anybody knows.
   */
  function match(targets, keys, labels) {
    var found = api.bare();
    var taken = [];
    var saying = api.bare();
    function said(key) {
      var label = api.own(labels, key);
      label = Array.isArray(label) ? label[0] : label;
      return typeof label === "string" ? label : key;
    }
    keys.forEach(function (key) { saying[said(key)] = (saying[said(key)] || 0) + 1; });
    function by(how, of, called) {
      var places = index(targets, of);
      keys.forEach(function (key) {
        var target = called(key) !== null && places[called(key)];
        if (found[key] || !target) return;
        if (taken.indexOf(target) < 0) {
          taken.push(target);
          found[key] = { target: target, how: how };
        } else if (how === "was") {
          found[key] = { target: null, how: "taken" };
        }
      });
    }
    by("name", function (target) { return [target.name]; }, function (key) { return key; });
    by("was", former, function (key) { return key; });
    by("label", function (target) { return [target.label]; }, function (key) { return saying[said(key)] === 1 ? said(key) : null; });
    return found;
  }

  /**
   * Writes what a copy has into the form; what was taken, under another name, and not, as lines of text. `day` is
   * when it was filled in.
   */
  function map(data, labels, day) {
    var mapped = [];
    var computed = [];
    var renamed = [];
    var dropped = [];
    function drop(place, value, why) {
      if (!isEmpty(value)) dropped.push(place + words.colon + brief(value) + " – " + why);
    }
    function note(hit, key, place, label) {
      if (hit.how === "name") return;
      renamed.push(place + " → " + hit.target.name + words.colon + label + " – " + (hit.how === "was" ? words.byFormerName : words.byLabel));
    }
    function take(leaf, value, place, label) {
      if (leaf.controls[0] && leaf.controls[0].type === "hidden" && leaf.type !== "drawn") return;
      if (api.isComputed(leaf)) return computed.push({ leaf: leaf, value: value, place: place });
      var wanted = fit(leaf, value);
      if (wanted === undefined || !api.write(leaf, wanted)) return drop(place, value, words.dropValue);
      if (!isEmpty(value)) mapped.push(label + words.colon + (leaf.type === "drawn" ? words.drawn : brief(value)));
    }
    function unknown(hit) { return hit && hit.how === "taken" ? words.dropTaken : words.dropUnknown; }
    function takeParts(parts, found, object, place, label) {
      if (!isPlain(object)) return drop(place, object, words.dropValue);
      Object.keys(object).forEach(function (key) {
        var hit = found[key];
        if (!hit || !hit.target) return drop(place + "." + key, object[key], unknown(hit));
        // A column stands for its cell in this row.
        var leaf = parts[hit.target.name];
        take(leaf, object[key], place + "." + key, label + " " + leaf.label);
      });
    }
    function byName(leaves) {
      return leaves.reduce(function (all, leaf) {
        all[leaf.name] = leaf;
        return all;
      }, api.bare());
    }
    function inner(labels, key) {
      var own = api.own(labels, key);
      return Array.isArray(own) ? own[1] : undefined;
    }
    function takeRows(table, rows, place, labels) {
      if (!Array.isArray(rows)) return drop(place, rows, words.dropValue);
      var most = table.fixed ? table.printed : table.max;
      // A blank form shows as many rows as it prints; a fuller one shows those that it has.
      api.setRows(table, Math.min(Math.max(rows.length, table.printed), most));
      var keys = api.bare();
      rows.slice(0, most).forEach(function (row) { if (isPlain(row)) Object.keys(row).forEach(function (key) { keys[key] = true; }); });
      var found = match(table.columns, Object.keys(keys), labels);
      Object.keys(found).forEach(function (key) {
        if (found[key].target) note(found[key], key, place + "." + key, table.label + " " + found[key].target.label);
      });
      rows.forEach(function (row, at) {
        var here = place + "[" + at + "]";
        if (at >= most) return drop(here, row, api.text(words.dropRows, { max: most }));
        takeParts(byName(api.cells(table, api.rowsOf(table)[at])), found, row, here, table.label + " " + api.text(words.row, { row: at + 1 }));
      });
    }
    var found = match(api.fields, Object.keys(data), labels);
    Object.keys(data).forEach(function (key) {
      var hit = found[key];
      if (!hit || !hit.target) return drop(key, data[key], unknown(hit));
      var field = hit.target;
      note(hit, key, key, field.label);
      if (field.leaf) return take(field.leaf, data[key], key, field.label);
      if (!field.parts) return takeRows(field, data[key], key, inner(labels, key));
      var parts = isPlain(data[key]) ? match(field.parts, Object.keys(data[key]), inner(labels, key)) : api.bare();
      Object.keys(parts).forEach(function (part) {
        if (parts[part].target) note(parts[part], part, key + "." + part, field.label + " " + parts[part].target.label);
      });
      takeParts(byName(field.parts), parts, data[key], key, field.label);
    });
    // What is computed is computed anew, as of the day of the copy; a copy that says the same has lost nothing.
    api.form.dispatchEvent(new CustomEvent("filled-on", { detail: day }));
    api.compute.flush();
    computed.forEach(function (one) {
      var wanted = api.plain(one.value);
      var stands = api.plain(api.value(one.leaf));
      var number = api.isNumber(one.leaf) && Number(wanted) === Number(stands);
      if (!number && String(wanted) !== stands) drop(one.place, one.value, words.dropComputed);
    });
    return { mapped: mapped, renamed: renamed, dropped: dropped };
  }

  /** What every name of this form is called, for the day when a later version takes a draft over. */
  function labels() {
    var all = api.bare();
    api.fields.forEach(function (field) {
      var inside = field.parts || field.columns;
      all[field.name] = inside ? [field.label, inside.reduce(function (names, part) {
        names[part.name] = part.label;
        return names;
      }, api.bare())] : field.label;
    });
    return all;
  }

  // What was done, as a list to read and to close.
  var box = null;
  function tell(title, bad) {
    if (box) box.remove();
    box = api.element("div", "form-notice on-screen" + (bad ? " form-notice-bad" : ""));
    box.setAttribute("role", "group");
    box.tabIndex = -1;
    var head = api.element("p", "form-notice-title", title);
    head.id = "form.import";
    box.setAttribute("aria-labelledby", head.id);
    box.appendChild(head);
    api.notices.appendChild(box);
  }
  function finish() {
    var close = api.element("button", "button button-quiet", words.close);
    close.type = "button";
    close.addEventListener("click", function () {
      box.remove();
      box = null;
      var first = api.form.querySelector("fieldset :is(input, select, textarea):not([type=hidden], [readonly])");
      if (first) first.focus();
    });
    box.appendChild(close);
    box.focus();
  }
  function list(title, lines, open) {
    if (!lines.length && open) return;
    var part = api.element("details");
    part.open = open;
    part.appendChild(api.element("summary", "", api.text(title, { count: lines.length })));
    var items = api.element("ul");
    lines.slice(0, LISTED).forEach(function (line) { items.appendChild(api.element("li", "", line)); });
    if (lines.length > LISTED) items.appendChild(api.element("li", "", api.text(words.more, { count: lines.length - LISTED })));
    part.appendChild(items);
    box.appendChild(part);
  }
  function report(title, text, done) {
    tell(title, false);
    if (text) box.appendChild(api.element("p", "", text));
    list(words.mapped, done.mapped, false);
    list(words.renamed, done.renamed, true);
    list(words.dropped, done.dropped, true);
    finish();
  }
  function refuse(why) {
    tell(words.notImported + why, true);
    finish();
  }

  api.brief = brief;
  api.map = map;
  api.labels = labels;
  api.report = report;
  api.refuse = refuse;
})();
