// The draft of a form: kept in this browser while it is filled in, brought back when the page opens again. A form
// may have several; the page shows the one that its address names (#draft=…) or that was changed last.
// It must not know files. What cannot be kept is said, and stays on the page.
(function () {
  "use strict";
  var api = window.procbookForm;
  var store = window.procbookStore;
  if (!api || !store) return;
  var form = api.form;
  var words = api.words;
  var DELAY = 100;
  var handbook = form.dataset.handbook;
  var code = form.dataset.code;
  var version = form.dataset.version;

  var bar = api.element("div", "form-state on-screen");
  var state = api.element("p", "form-status");
  state.setAttribute("role", "status");
  var kept = api.element("p", "form-kept");
  var discard = store.button("button-quiet form-discard", words.discard, drop);
  discard.hidden = true;
  var notices = api.element("div", "form-notices on-screen");
  var lines = api.element("div", "form-lines");
  lines.append(state, kept);
  var tools = api.element("div", "form-draft-tools");
  tools.appendChild(discard);
  bar.append(lines, tools);
  form.prepend(notices, bar);

  var id = null;         // of the draft on the page; null until there is something to keep
  var name = "";         // what the person calls it
  var made = "";         // when it was begun
  var known = null;      // what this page last read from the store or wrote to it
  var clean = "";        // the form as it was before anybody filled it in, as texts
  var last = "";         // what the store has of this form, as texts
  var unsafe = false;    // there is something on the page that the store has not
  var stopped = false;   // another tab has the draft
  var timer = 0;

  // One notice of each kind at a time, said aloud when it comes.
  var shown = Object.create(null);
  function notice(kind, text, buttons) {
    quiet(kind);
    var box = api.element("div", "form-notice form-notice-" + kind);
    box.setAttribute("role", "alert");
    box.appendChild(api.element("p", "", text));
    var actions = api.element("p", "actions");
    buttons.forEach(function (one) { actions.append(store.button("button-quiet", one[0], one[1]), " "); });
    if (buttons.length) box.appendChild(actions);
    notices.appendChild(box);
    shown[kind] = box;
    return box;
  }
  function quiet(kind) {
    if (shown[kind]) shown[kind].remove();
    delete shown[kind];
  }
  function say(text) { state.textContent = text; }
  function changed() { form.dispatchEvent(new CustomEvent("drafts")); }
  function key() { return store.draftKey(handbook, code, version, id); }
  function wait() {
    clearTimeout(timer);
    timer = 0;
  }

  function fault(error) {
    var full = error && (error.name === "QuotaExceededError" || error.name === "NS_ERROR_DOM_QUOTA_REACHED");
    kept.textContent = "";
    say("");
    if (shown.store) return;
    notice("store", full ? words.full : words.blocked, [[words.copy, function () { api.copy(); }]]);
  }

  /** The address names the draft on the page, so that a reload and a second tab show the same. */
  function address(hash) {
    if (location.hash === hash) return;
    try {
      history.replaceState(null, "", hash);
    } catch (error) {
      // The page then shows the draft that was changed last.
    }
  }
  /** The draft that the address asks for: an id, "new", or nothing. */
  function asked() {
    var found = /^#draft=([\w-]+)$/.exec(location.hash);
    if (found) return found[1];
    // A field of this name takes its value from the address.
    return api.byName.draft ? "" : new URLSearchParams(location.search).get("draft") || "";
  }

  /** Another tab has written: this one stops, and says so. */
  function stop() {
    if (stopped) return;
    stopped = true;
    kept.textContent = "";
    notice("other", words.otherTab, [[words.otherTake, take], [words.otherStay, stay]]);
  }
  function take() {
    stopped = false;
    quiet("other");
    try {
      show(localStorage.getItem(key()));
    } catch (error) {
      fault(error);
    }
    api.clearChecks();
    discard.focus();
  }
  function stay() {
    stopped = false;
    quiet("other");
    try {
      known = localStorage.getItem(key());
    } catch (error) {
      fault(error);
    }
    last = "";
    save();
    discard.focus();
  }

  /** What of a form tells one draft from another: the first things that were filled in. */
  function about() {
    var found = [];
    api.fields.some(function (field) {
      return api.leaves(field).some(function (leaf) {
        if (leaf.type === "drawn" || api.isComputed(leaf) || api.isUntouched(leaf)) return false;
        var said = String(api.shown(leaf)).replace(/\s+/g, " ").trim();
        if (said) found.push(said.length > 24 ? said.slice(0, 24) + "…" : said);
        return found.length === 3;
      });
    });
    return found.join(" · ");
  }
  function record(texts, now) {
    var progress = api.progress ? api.progress() : { done: 0, of: 0 };
    return JSON.stringify({
      kept: now, made: made, name: name, title: form.dataset.title, done: progress.done, of: progress.of, about: about(),
      labels: api.labels(), texts: texts, copy: api.unfinished()
    });
  }
  /** Puts what is on the page into the store; true when the store has it. */
  function save() {
    wait();
    if (stopped) return false;
    var texts = JSON.stringify(api.texts());
    if (texts === last) return !unsafe;
    unsafe = texts !== clean;
    try {
      if (id !== null) {
        var there = localStorage.getItem(key());
        if (there !== null && there !== known) {
          stop();
          return false;
        }
      }
      if (texts === clean) {
        if (id !== null) localStorage.removeItem(key());
        known = null;
        kept.textContent = words.keptSoon;
      } else {
        var now = new Date().toISOString();
        if (id === null) {
          id = store.fresh();
          made = now;
        }
        var draft = record(JSON.parse(texts), now);
        localStorage.setItem(key(), draft);
        known = draft;
        kept.textContent = api.text(words.kept, { time: store.timeOf(now) });
        address("#draft=" + id);
      }
      say("");
      discard.hidden = texts === clean;
      last = texts;
      unsafe = false;
      quiet("store");
      changed();
      return true;
    } catch (error) {
      fault(error);
      return false;
    }
  }
  function soon() {
    if (!timer) timer = setTimeout(save, DELAY);
  }

  /** Puts a stored draft on the page. */
  function show(raw) {
    var draft = store.draftOf(raw);
    known = raw;
    if (draft) {
      name = typeof draft.name === "string" ? draft.name : "";
      made = typeof draft.made === "string" ? draft.made : "";
      api.setTexts(draft.texts);
      form.dispatchEvent(new CustomEvent("filled-on", { detail: draft.kept }));
      say(api.text(words.restored, { time: store.timeOf(draft.kept) }));
      kept.textContent = "";
    }
    wait();
    last = JSON.stringify(api.texts());
    discard.hidden = !draft;
    unsafe = false;
    changed();
  }
  /** An empty form, whose draft begins with the first change. */
  function blank(said) {
    api.reset();
    wait();
    api.clearChecks();
    id = known = null;
    name = made = "";
    stopped = unsafe = false;
    quiet("other");
    last = JSON.stringify(api.texts());
    kept.textContent = "";
    discard.hidden = true;
    say(said);
    changed();
  }
  function focusFirst() {
    var first = form.querySelector("fieldset :is(input, select, textarea):not([type=hidden], [readonly])");
    if (first) first.focus();
  }
  /** Whether the page may go over to something else: what is on it is kept, or the person does without. */
  function leave() {
    var lost = !save() && JSON.stringify(api.texts()) !== clean;
    return !lost || window.confirm(words.switchAsk);
  }
  function all() { return store.drafts(handbook).filter(function (one) { return one.code === code; }); }
  function of(version) {
    return function (one) { return one.version === version; };
  }

  /** Shows what the address asks for. True when that is a draft. */
  function open(wanted) {
    var mine = all().filter(of(version));
    var found = wanted ? mine.filter(function (one) { return one.id === wanted; })[0] : mine[0];
    if (found && wanted !== "new") {
      id = found.id;
      show(found.raw);
      address("#draft=" + id);
      return true;
    }
    var older = all().some(function (one) { return one.id === wanted; });
    if (wanted && wanted !== "new" && !older) say(words.draftGone);
    return false;
  }
  function begin() {
    clean = JSON.stringify(api.texts());
    last = clean;
    var found = false;
    try {
      // A store that refuses is known before the first word is typed.
      store.probe();
      store.migrate(handbook);
      found = open(asked());
    } catch (error) {
      fault(error);
    }
    prefill();
    wait();
    if (!found && !shown.store) kept.textContent = words.keptSoon;
    if (!found) {
      // What the address brought is no draft yet: it becomes one with the first change by hand.
      last = JSON.stringify(api.texts());
    }
    changed();
  }
  window.addEventListener("hashchange", function () {
    var wanted = /^#draft=/.test(location.hash) ? asked() : "";
    if (!wanted || wanted === id) return;
    if (!leave()) return address(id === null ? "#draft=new" : "#draft=" + id);
    blank("");
    try {
      if (!open(wanted)) focusFirst();
    } catch (error) {
      fault(error);
    }
  });
  /** A second draft of the same form; the one on the page stays in the store. */
  function another() {
    if (!leave()) return;
    blank(words.draftNew);
    address("#draft=new");
    focusFirst();
  }

  /** Values of the address, for fields that the form has and that nobody has filled in. */
  function prefill() {
    var count = 0;
    var done = Object.create(null);
    var given = new URLSearchParams(location.search);
    api.fields.forEach(function (field) {
      api.leaves(field).forEach(function (leaf) {
        var first = leaf.controls[0];
        if (!first || done[first.name] || api.isComputed(leaf) || !given.has(first.name) || !api.isUntouched(leaf)) return;
        done[first.name] = true;
        var value = first.type === "checkbox" ? given.getAll(first.name).join(" ") : given.get(first.name);
        if (value !== "" && api.write(leaf, value) && !api.isUntouched(leaf)) count += 1;
      });
    });
    if (count && !state.textContent) say(api.text(words.prefilled, { count: count }));
  }

  function drop() {
    if (!window.confirm(words.discardAsk)) return;
    var gone = id;
    var place = gone === null ? "" : key();
    blank(words.discarded);
    try {
      if (gone !== null) localStorage.removeItem(place);
    } catch (error) {
      fault(error);
    }
    address("#draft=new");
    changed();
    focusFirst();
  }

  /** What the address names may come into the store after the page: a browser passes on late what it has kept. */
  function arrived(place) {
    var wanted = asked();
    if (!wanted || wanted === "new" || place !== store.draftKey(handbook, code, version, wanted)) return;
    if (JSON.stringify(api.texts()) !== last) return;
    try {
      open(wanted);
    } catch (error) {
      fault(error);
    }
  }

  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("rows", soon);
  window.addEventListener("storage", function (event) {
    if (event.key !== null && (id === null || event.key !== key())) {
      if (id === null && event.newValue !== null) arrived(event.key);
      if (store.isDraftKey(event.key)) changed();
      return;
    }
    if (id === null) return changed();
    var there = null;
    try {
      there = localStorage.getItem(key());
    } catch (error) {
      return;
    }
    if (there === known) return;
    var draft = store.draftOf(there);
    // Another name for what is on the page takes nothing from it.
    if (draft && !timer && JSON.stringify(draft.texts) === last) {
      known = there;
      name = typeof draft.name === "string" ? draft.name : "";
      return changed();
    }
    if (there !== null) return stop();
    known = null;
    last = "";
    kept.textContent = "";
    quiet("other");
    stopped = false;
    say(words.otherGone);
    changed();
  });
  // What was typed a moment ago is kept before the page goes.
  window.addEventListener("pagehide", save);
  document.addEventListener("visibilitychange", function () { if (document.hidden && timer) save(); });
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) save();
  });
  window.addEventListener("beforeunload", function (event) {
    if (timer) save();
    if (!unsafe && !(stopped && JSON.stringify(api.texts()) !== last)) return;
    event.preventDefault();
    event.returnValue = "";
  });
  // The keys that save in every other program say here that there is nothing left to do.
  document.addEventListener("keydown", function (event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    var done = save();
    if (done) say(id === null ? words.nothingToKeep : api.text(words.kept, { time: store.timeOf(new Date().toISOString()) }));
    if (done) kept.textContent = "";
  });

  api.begin = begin;
  api.say = say;
  api.notices = notices;
  api.stateBar = bar;
  api.draftTools = tools;
  api.notice = notice;
  api.quiet = quiet;
  api.isFilled = function () { return JSON.stringify(api.texts()) !== clean; };
  api.draft = {
    about: about, all: all, another: another, fault: fault, leave: leave, blank: blank, save: save, drop: drop,
    get id() { return id; },
    get name() { return name; },
    rename: function (text) {
      name = text;
      last = "";
      save();
    },
    isOlder: function (one) { return one.version !== version; }
  };
})();
