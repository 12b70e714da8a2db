// The draft of a form: kept in this browser while it is filled in, brought back when the page opens again.
// It must not know files. What cannot be kept is said, and stays on the page.
(function () {
  "use strict";
  var api = window.procbookForm;
  if (!api) return;
  var form = api.form;
  var words = api.words;
  var DELAY = 100;
  // The parts are joined as JSON, so that no title can look like another title and code.
  var key = "procbook-draft:" + JSON.stringify([form.dataset.handbook, form.dataset.code, form.dataset.version]);
  var tab = Date.now().toString(36) + Math.random().toString(36).slice(2);

  var bar = api.element("div", "form-state on-screen");
  var state = api.element("p", "form-status");
  state.setAttribute("role", "status");
  var kept = api.element("p", "form-kept");
  var discard = api.element("button", "button button-quiet", words.discard);
  discard.type = "button";
  discard.hidden = true;
  var notices = api.element("div", "form-notices on-screen");
  bar.append(state, kept, discard);
  form.prepend(notices, bar);

  var known = null;      // what this page last read from the store or wrote to it
  var clean = "";        // the form as it was before anybody filled it in, as texts
  var last = "";         // what the store has of this form, as texts
  var unsafe = false;    // there is something on the page that the store has not
  var stopped = false;   // another tab has the draft
  var timer = 0;

  function timeOf(iso) {
    var date = new Date(iso);
    if (isNaN(date)) return "";
    return date.toLocaleString(document.documentElement.lang || undefined, { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hour12: false });
  }

  // One notice of each kind at a time, said aloud when it comes.
  var shown = Object.create(null);
  function notice(kind, text, buttons) {
    quiet(kind);
    var box = api.element("div", "form-notice form-notice-" + kind);
    box.setAttribute("role", "alert");
    box.appendChild(api.element("p", "", text));
    var actions = api.element("p", "actions");
    buttons.forEach(function (one) {
      var button = api.element("button", "button button-quiet", one[0]);
      button.type = "button";
      button.addEventListener("click", one[1]);
      actions.append(button, " ");
    });
    if (buttons.length) box.appendChild(actions);
    notices.appendChild(box);
    shown[kind] = box;
  }
  function quiet(kind) {
    if (shown[kind]) shown[kind].remove();
    delete shown[kind];
  }
  function say(text) { state.textContent = text; }

  function fault(error) {
    var full = error && (error.name === "QuotaExceededError" || error.name === "NS_ERROR_DOM_QUOTA_REACHED");
    kept.textContent = "";
    say("");
    if (shown.store) return;
    notice("store", full ? words.full : words.blocked, [[words.copy, function () { api.copy(); }]]);
  }

  function parsed(text) {
    try {
      var draft = JSON.parse(text);
      return draft && typeof draft === "object" && draft.texts && typeof draft.texts === "object" ? draft : null;
    } catch (error) {
      return null;
    }
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
    restore();
    api.clearChecks();
    discard.focus();
  }
  function stay() {
    stopped = false;
    quiet("other");
    try {
      known = localStorage.getItem(key);
    } catch (error) {
      fault(error);
    }
    last = "";
    save();
    discard.focus();
  }

  function save() {
    clearTimeout(timer);
    timer = 0;
    if (stopped) return;
    var texts = JSON.stringify(api.texts());
    if (texts === last) return;
    unsafe = texts !== clean;
    try {
      var there = localStorage.getItem(key);
      if (there !== null && there !== known) return stop();
      if (texts === clean) {
        localStorage.removeItem(key);
        known = null;
        kept.textContent = "";
      } else {
        var now = new Date().toISOString();
        var draft = JSON.stringify({ kept: now, tab: tab, texts: JSON.parse(texts) });
        localStorage.setItem(key, draft);
        known = draft;
        kept.textContent = api.text(words.kept, { time: timeOf(now) });
      }
      say("");
      discard.hidden = texts === clean;
      last = texts;
      unsafe = false;
      quiet("store");
    } catch (error) {
      fault(error);
    }
  }
  function soon() {
    if (!timer) timer = setTimeout(save, DELAY);
  }

  /** Puts the kept draft on the page; false when there is none. */
  function restore() {
    try {
      known = localStorage.getItem(key);
    } catch (error) {
      fault(error);
      return false;
    }
    var draft = known === null ? null : parsed(known);
    if (draft) {
      api.setTexts(draft.texts);
      form.dispatchEvent(new CustomEvent("filled-on", { detail: draft.kept }));
      say(api.text(words.restored, { time: timeOf(draft.kept) }));
      kept.textContent = "";
    }
    clearTimeout(timer);
    timer = 0;
    last = JSON.stringify(api.texts());
    discard.hidden = !draft;
    unsafe = false;
    return !!draft;
  }

  /** Values of the address, for fields that the form has and that nobody has filled in. */
  function prefill() {
    var count = 0;
    var done = Object.create(null);
    var asked = new URLSearchParams(location.search);
    api.fields.forEach(function (field) {
      api.leaves(field).forEach(function (leaf) {
        var first = leaf.controls[0];
        if (!first || done[first.name] || api.isComputed(leaf) || !asked.has(first.name) || !api.isUntouched(leaf)) return;
        done[first.name] = true;
        var value = first.type === "checkbox" ? asked.getAll(first.name).join(" ") : asked.get(first.name);
        if (value !== "" && api.write(leaf, value) && !api.isUntouched(leaf)) count += 1;
      });
    });
    if (count && !state.textContent) say(api.text(words.prefilled, { count: count }));
  }

  function begin() {
    clean = JSON.stringify(api.texts());
    last = clean;
    try {
      // A store that refuses is known before the first word is typed.
      localStorage.setItem(key + ":try", "");
      localStorage.removeItem(key + ":try");
    } catch (error) {
      fault(error);
    }
    var found = restore();
    prefill();
    clearTimeout(timer);
    timer = 0;
    if (!found) {
      // What the address brought is no draft yet: it becomes one with the first change by hand.
      last = JSON.stringify(api.texts());
    }
  }

  discard.addEventListener("click", function () {
    if (!window.confirm(words.discardAsk)) return;
    api.reset();
    clearTimeout(timer);
    timer = 0;
    stopped = false;
    quiet("other");
    unsafe = false;
    try {
      localStorage.removeItem(key);
      known = null;
    } catch (error) {
      fault(error);
    }
    api.clearChecks();
    last = JSON.stringify(api.texts());
    kept.textContent = "";
    say(words.discarded);
    discard.hidden = true;
    var first = form.querySelector("fieldset :is(input, select, textarea):not([type=hidden], [readonly])");
    if (first) first.focus();
  });
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("rows", soon);
  window.addEventListener("storage", function (event) {
    if (event.key !== null && event.key !== key) return;
    var there = null;
    try {
      there = localStorage.getItem(key);
    } catch (error) {
      return;
    }
    if (there === known) return;
    if (there !== null) return stop();
    known = null;
    last = "";
    kept.textContent = "";
    quiet("other");
    stopped = false;
    say(words.otherGone);
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

  api.begin = begin;
  api.say = say;
  api.notices = notices;
  api.isFilled = function () { return JSON.stringify(api.texts()) !== clean; };
})();
