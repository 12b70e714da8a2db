// The page of a person's drafts and of the copies of what was submitted, as this browser keeps them.
// What the store says is text, and shown as text.
(function () {
  "use strict";
  var root = document.getElementById("drafts");
  var store = window.procbookStore;
  if (!root || !store) return;
  var words = root.dataset;
  var handbook = words.handbook;
  var el = store.element;
  var list = document.getElementById("drafts.list");
  var sentList = document.getElementById("drafts.sent");
  var sentBox = sentList.closest("section");
  var nothing = document.getElementById("drafts.none");
  var clear = document.getElementById("drafts.clear");
  var clearSent = document.getElementById("drafts.clear-sent");
  var status = document.getElementById("drafts.status");
  var trouble = document.getElementById("drafts.trouble");

  var forms = Object.create(null);
  Array.prototype.forEach.call(document.getElementById("drafts.forms").content.querySelectorAll("a"), function (link) {
    forms[link.dataset.code] = { title: link.textContent, version: link.dataset.version, href: link.getAttribute("href") };
  });
  var sender = words.submitUrl && store.sender.works ? store.sender({ handbook: handbook, url: words.submitUrl, words: words, changed: render }) : null;

  function say(text, undo) {
    status.replaceChildren(el("span", "", text));
    if (undo) status.append(" ", store.button("button-quiet draft-undo", words.undo, undo));
  }
  /** Runs what may fail when the store is full or blocked; says so, and what was not done stays as it was. */
  function attempt(act) {
    try {
      act();
      trouble.hidden = true;
    } catch (error) {
      trouble.textContent = error && error.name === "QuotaExceededError" ? words.storeFull : words.storeBlocked;
      trouble.hidden = false;
    }
    render();
  }
  function formOf(one) { return forms[one.code]; }
  function titleOf(one) {
    var form = formOf(one);
    return one.code + " " + (form ? form.title : one.title || "");
  }
  function called(one) { return one.name || one.about || words.draftUnnamed; }
  function told(one) { return titleOf(one) + words.colon + called(one); }
  function button(kind, text, one, act) {
    var made = store.button("button-quiet draft-" + kind, text, act);
    made.setAttribute("aria-label", text + words.colon + told(one));
    return made;
  }
  /** The element that stands for the same draft or copy after the list was made anew. */
  function focus(key, kind) {
    var item = Array.prototype.filter.call(root.querySelectorAll("[data-key]"), function (one) { return one.dataset.key === key; })[0];
    var to = item && item.querySelector(kind);
    (to || root.querySelector("h2")).focus();
  }

  function duplicate(one) {
    var id = store.fresh();
    var key = store.draftKey(handbook, one.code, one.version, id);
    attempt(function () {
      var copy = store.draftOf(one.raw);
      copy.name = store.fill(words.copyOf, { name: called(one) }).slice(0, 60);
      copy.kept = copy.made = new Date().toISOString();
      delete copy.moved;
      localStorage.setItem(key, JSON.stringify(copy));
      say(store.fill(words.duplicated, { name: copy.name }));
    });
    focus(key, ".draft-open");
  }
  function remove(one, at) {
    attempt(function () {
      localStorage.removeItem(one.key);
      say(store.fill(words.removed, { name: told(one) }), function () {
        attempt(function () {
          localStorage.setItem(one.key, one.raw);
          say(store.fill(words.restored, { name: told(one) }));
        });
        focus(one.key, ".draft-open");
      });
    });
    var next = list.children[Math.min(at, list.children.length - 1)];
    (next ? next.querySelector(".draft-open, button") : status.querySelector("button")).focus();
  }
  var renaming = false;
  function rename(one, place) {
    if (renaming) return;
    renaming = true;
    var field = document.createElement("input");
    field.type = "text";
    field.maxLength = 60;
    field.value = one.name;
    field.setAttribute("aria-label", words.draftName + words.colon + told(one));
    var done = false;
    function end(keep) {
      if (done) return;
      done = true;
      renaming = false;
      attempt(function () {
        // Read anew: the form may have been filled in on another tab.
        var draft = store.draftOf(localStorage.getItem(one.key));
        if (!keep || !draft || field.value.trim() === one.name) return;
        draft.name = field.value.trim();
        localStorage.setItem(one.key, JSON.stringify(draft));
        say(store.fill(words.renamed, { name: draft.name || words.draftUnnamed }));
      });
      focus(one.key, ".draft-rename");
    }
    var box = el("form", "draft-renaming");
    box.addEventListener("submit", function (event) {
      event.preventDefault();
      end(true);
    });
    field.addEventListener("keydown", function (event) {
      if (event.key === "Escape") end(false);
    });
    var save = el("button", "button", words.save);
    save.type = "submit";
    box.append(field, save, store.button("button-quiet", words.cancel, function () { end(false); }));
    place.replaceChildren(box);
    field.focus();
    field.select();
  }
  function save(text, one, ending) {
    say(store.fill(words.exported, { file: store.download(one.code + (one.version ? "-v" + one.version : "") + ending, text, "application/json") }));
  }

  function facts(texts) {
    var line = el("p", "draft-facts");
    texts.filter(Boolean).forEach(function (text, at) {
      if (at) line.append(" · ");
      line.append(text);
    });
    return line;
  }
  function draftItem(one, at, sent) {
    var form = formOf(one);
    var item = el("li", "draft");
    item.dataset.key = one.key;
    var head = el("p", "draft-title");
    var title = form ? el("a", "draft-open", called(one)) : el("span", "draft-open", called(one));
    if (form) title.href = form.href + "#draft=" + one.id;
    else title.tabIndex = -1;
    head.append(title);
    var other = form ? form.version !== one.version : true;
    if (other) head.append(" ", el("span", "badge badge-draft", !form ? words.formGone : store.fill(words.versionOther, { version: one.version, now: form.version })));
    if (sent) head.append(" ", el("span", "badge badge-effective", words.stateSent));
    var filled = one.draft.of > 0 ? store.fill(words.requiredSome, { done: one.draft.done, of: one.draft.of }) : "";
    var tools = el("p", "actions");
    tools.append(
      button("rename", words.rename, one, function () { rename(one, head); }), " ",
      button("duplicate", words.duplicate, one, function () { duplicate(one); }), " ",
      button("export", words.exportJson, one, function () { save(one.draft.copy, one, "-draft.json"); }), " ",
      button("remove", words.remove, one, function () { remove(one, at); })
    );
    if (typeof one.draft.copy !== "string") tools.querySelector(".draft-export").remove();
    item.append(
      head,
      facts([titleOf(one), one.version && store.fill(words.versionIs, { version: one.version }), one.name && one.about]),
      facts([store.timeOf(one.kept), filled, one.draft.moved && words.draftMoved, other && form && !one.draft.moved && words.draftOther]),
      tools
    );
    return item;
  }
  function copyItem(copy) {
    var busy = sender && sender.isBusy(copy);
    var item = el("li", "draft");
    item.dataset.key = copy.id;
    var head = el("p", "draft-title");
    var state = busy ? words.sending : { waiting: words.stateWaiting, sent: words.stateSent, refused: words.stateRefused }[copy.state];
    head.append(el("span", "draft-open", called(copy)), " ", el("span", "badge badge-" + { waiting: "draft", sent: "effective", refused: "overdue" }[copy.state], state));
    head.firstChild.tabIndex = -1;
    var reference = copy.reference && store.fill(words.sentReference, { reference: copy.reference });
    var tools = el("p", "actions");
    if (copy.state !== "sent" && sender) {
      var again = button("send", words.sendNow, copy, function () {
        sender.retry(copy);
        focus(copy.id, ".draft-send");
      });
      again.disabled = !!busy;
      tools.append(again, " ");
    }
    if (copy.location && /^https?:/.test(copy.location)) {
      var link = el("a", "", words.sentLocation);
      link.href = copy.location;
      tools.append(link, " ");
    }
    tools.append(
      button("export", words.exportJson, copy, function () { save(copy.body, copy, ".json"); }), " ",
      button("remove", words.remove, copy, function () {
        if (copy.state !== "sent" && !window.confirm(words.removeUnsent)) return;
        attempt(function () {
          if (sender) sender.drop(copy);
          else store.dropCopy(handbook, copy.id);
          say(store.fill(words.removed, { name: told(copy) }));
        });
        focus("", "");
      })
    );
    var why = copy.state === "sent" ? "" : (copy.said || (sender ? "" : words.sendFile)) + (sender && sender.willRetry(copy) ? words.sendAgainSoon : "");
    item.append(
      head, facts([titleOf(copy), copy.version && store.fill(words.versionIs, { version: copy.version })]),
      facts([store.timeOf(copy.at || copy.made), reference]), facts([why]), tools
    );
    return item;
  }

  function render() {
    // A name that is being typed is not taken away.
    if (renaming) return;
    var drafts = [];
    var copies = [];
    try {
      drafts = store.drafts(handbook);
      copies = store.copies(handbook);
    } catch (error) {
      trouble.textContent = words.storeBlocked;
      trouble.hidden = false;
    }
    var here = document.activeElement && document.activeElement.closest("[data-key]");
    var kind = here && /draft-\w+(?!.*draft-)/.exec(document.activeElement.className);
    list.replaceChildren.apply(list, drafts.map(function (one, at) {
      return draftItem(one, at, copies.some(function (copy) { return copy.draft === one.id && copy.state === "sent" && copy.at >= one.kept; }));
    }));
    sentList.replaceChildren.apply(sentList, copies.map(copyItem));
    list.previousElementSibling.querySelector(".count").textContent = drafts.length || "";
    nothing.hidden = drafts.length > 0;
    clear.hidden = !drafts.length;
    sentBox.hidden = !copies.length;
    clearSent.hidden = !copies.some(function (copy) { return copy.state === "sent"; });
    if (here && kind) focus(here.dataset.key, "." + kind[0]);
  }

  clear.addEventListener("click", function () {
    var count = list.children.length;
    if (!window.confirm(store.fill(words.clearAsk, { count: count }))) return;
    attempt(function () {
      store.drafts(handbook).forEach(function (one) { localStorage.removeItem(one.key); });
      say(store.fill(words.cleared, { count: count }));
    });
    root.querySelector("h2").focus();
  });
  clearSent.addEventListener("click", function () {
    if (!window.confirm(words.clearSentAsk)) return;
    attempt(function () {
      store.copies(handbook).forEach(function (copy) { if (copy.state === "sent") store.dropCopy(handbook, copy.id); });
    });
    root.querySelector("h2").focus();
  });
  window.addEventListener("storage", function (event) {
    if (store.isDraftKey(event.key) || store.isCopyKey(event.key)) render();
  });
  window.addEventListener("pageshow", function (event) { if (event.persisted) render(); });

  root.hidden = false;
  document.getElementById("drafts.folder").hidden = location.protocol !== "file:";
  attempt(function () {
    store.probe();
    store.migrate(handbook);
  });
  if (sender) sender.resume();
})();
