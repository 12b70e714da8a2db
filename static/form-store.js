// What this browser keeps of forms: drafts, and copies of what is submitted. For the pages of forms and for the
// page that lists them. It must not know pages. What stands in the store is text that anything on the same
// address may have written: what is not sound is left alone. Every function may throw when the store is blocked.
(function () {
  "use strict";
  var DRAFT = "procbook-draft:";
  var COPY = "procbook-copy:";
  var MOST_SENT = 50;

  /** An id that no other tab comes upon. */
  function fresh() { return Date.now().toString(36) + Math.random().toString(36).slice(2, 10); }
  /** A random UUID; crypto.randomUUID is missing on http:// addresses. */
  function uuid() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = bytes[6] & 15 | 64;
    bytes[8] = bytes[8] & 63 | 128;
    var text = Array.prototype.map.call(bytes, function (byte) { return (byte + 256).toString(16).slice(1); }).join("");
    return text.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }
  function isObject(value) { return !!value && typeof value === "object" && !Array.isArray(value); }

  // A key's parts are joined as JSON, so that no title can look like another title and code.
  function parts(key, prefix) {
    if (key.slice(0, prefix.length) !== prefix) return null;
    try {
      var found = JSON.parse(key.slice(prefix.length));
      return Array.isArray(found) && found.every(function (one) { return typeof one === "string"; }) ? found : null;
    } catch (error) {
      return null;
    }
  }
  function keys() {
    var all = [];
    for (var at = 0; at < localStorage.length; at += 1) all.push(localStorage.key(at));
    return all;
  }
  function parsed(raw) {
    try {
      var found = JSON.parse(raw);
      return isObject(found) ? found : null;
    } catch (error) {
      return null;
    }
  }
  function text(value) { return typeof value === "string" ? value : ""; }

  /** A stored draft, or null when it is none. */
  function draftOf(raw) {
    var found = raw === null ? null : parsed(raw);
    return found && isObject(found.texts) ? found : null;
  }
  function draftKey(handbook, code, version, id) { return DRAFT + JSON.stringify([handbook, code, version, id]); }
  function entry(key, of, raw) {
    var draft = draftOf(raw);
    return draft && {
      key: key, code: of[1], version: of[2], id: of[3], raw: raw, draft: draft,
      name: text(draft.name), kept: text(draft.kept), about: text(draft.about), title: text(draft.title)
    };
  }
  /** The drafts of a handbook, that last changed first. */
  function drafts(handbook) {
    return keys().map(function (key) {
      var of = parts(key, DRAFT);
      return of && of.length === 4 && of[0] === handbook ? entry(key, of, localStorage.getItem(key)) : null;
    }).filter(Boolean).sort(function (a, b) { return a.kept < b.kept ? 1 : a.kept > b.kept ? -1 : a.key < b.key ? -1 : 1; });
  }

  /** Drafts of before there could be several of one form get an id. */
  function migrate(handbook) {
    keys().forEach(function (key) {
      var of = parts(key, DRAFT);
      if (!of || of.length !== 3 || of[0] !== handbook) return;
      var raw = localStorage.getItem(key);
      if (!draftOf(raw)) return;
      // Removed first: a full store has no room for both.
      localStorage.removeItem(key);
      try {
        localStorage.setItem(draftKey(of[0], of[1], of[2], fresh()), raw);
      } catch (error) {
        localStorage.setItem(key, raw);
        throw error;
      }
    });
  }

  /** Throws when the store cannot be written. */
  function probe() {
    localStorage.setItem("procbook-try", "");
    localStorage.removeItem("procbook-try");
  }

  // Copies of what is submitted: `waiting` until the server has confirmed them, then `sent`, or `refused`.
  function copyKey(handbook, id) { return COPY + JSON.stringify([handbook, id]); }
  function copies(handbook) {
    return keys().map(function (key) {
      var of = parts(key, COPY);
      if (!of || of.length !== 2 || of[0] !== handbook) return null;
      var found = parsed(localStorage.getItem(key));
      var sound = found && found.id === of[1] && typeof found.body === "string" && /^(waiting|sent|refused)$/.test(found.state);
      return sound ? found : null;
    }).filter(Boolean).sort(function (a, b) { return text(a.made) < text(b.made) ? 1 : -1; });
  }
  function copy(handbook, id) {
    return copies(handbook).filter(function (one) { return one.id === id; })[0] || null;
  }
  function keepCopy(handbook, one) {
    localStorage.setItem(copyKey(handbook, one.id), JSON.stringify(one));
    copies(handbook).filter(function (other) { return other.state === "sent"; }).slice(MOST_SENT).forEach(function (old) {
      dropCopy(handbook, old.id);
    });
  }
  function dropCopy(handbook, id) { localStorage.removeItem(copyKey(handbook, id)); }

  function timeOf(iso) {
    var date = new Date(iso);
    if (isNaN(date)) return "";
    return date.toLocaleString(document.documentElement.lang || undefined, { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hour12: false });
  }
  /** Puts values where a text has them in braces. */
  function fill(words, values) {
    return words.replace(/\{(\w+)\}/g, function (whole, key) { return key in values ? values[key] : whole; });
  }
  /** Gives a text to the person as a file. */
  function download(name, content, type) {
    var link = document.createElement("a");
    link.download = name.replace(/[\\/:*?"<>|\s]/g, "_");
    link.href = URL.createObjectURL(new Blob([content], { type: type }));
    link.hidden = true;
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
    return link.download;
  }
  function element(tag, name, content) {
    var made = document.createElement(tag);
    if (name) made.className = name;
    if (content !== undefined) made.textContent = content;
    return made;
  }
  function button(name, content, act) {
    var made = element("button", "button " + name, content);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  window.procbookStore = {
    fresh: fresh, uuid: uuid, drafts: drafts, draftOf: draftOf, draftKey: draftKey, migrate: migrate, probe: probe,
    copies: copies, copy: copy, keepCopy: keepCopy, dropCopy: dropCopy, isCopyKey: function (key) { return key === null || !!parts(key, COPY); },
    isDraftKey: function (key) { return key === null || !!parts(key, DRAFT); },
    timeOf: timeOf, fill: fill, download: download, element: element, button: button
  };
})();
