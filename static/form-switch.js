// The drafts of this form beside the one on the page: their names, a switch, a new one, and those of other
// versions of the form, which are taken over as an import is.
(function () {
  "use strict";
  var api = window.procbookForm;
  var store = window.procbookStore;
  if (!api || !store) return;
  var form = api.form;
  var words = api.words;
  var drafts = api.draft;

  var box = api.element("details", "draft-switch");
  box.hidden = true;
  var head = api.element("summary");
  var panel = api.element("div", "draft-panel");
  var label = api.element("label", "draft-name");
  var input = document.createElement("input");
  input.type = "text";
  input.maxLength = 60;
  label.append(api.element("span", "", words.draftName), " ", input);
  var list = api.element("ul", "draft-others");
  var actions = api.element("p", "actions");
  var link = api.element("a", "button button-quiet", words.drafts);
  link.href = words.draftsHref;
  actions.append(store.button("button-quiet draft-new", words.draftAnother, function () {
    box.open = false;
    drafts.another();
  }), " ", link);
  panel.append(list, actions);
  box.append(head, panel);
  var plain = api.element("a", "draft-link", words.drafts);
  plain.href = words.draftsHref;
  api.draftTools.prepend(box, plain);

  // A closed panel has no control in it: the first of the form is a field.
  box.addEventListener("toggle", function () {
    if (box.open) panel.prepend(label);
    else label.remove();
  });

  /** What a person knows a draft by: its name, or what it begins with and when it was changed. */
  function called(one) { return one.name || one.about || words.draftUnnamed; }
  function line(one) {
    var item = document.createElement("li");
    var to = api.element("a", "", called(one));
    to.href = "#draft=" + one.id;
    to.addEventListener("click", function () { box.open = false; });
    item.append(to, " ", api.element("span", "quiet", store.timeOf(one.kept)));
    return item;
  }
  function refresh() {
    var mine;
    try {
      mine = drafts.all().filter(function (one) { return !drafts.isOlder(one); });
    } catch (error) {
      box.hidden = true;
      return;
    }
    var here = mine.filter(function (one) { return one.id === drafts.id; })[0];
    var others = mine.filter(function (one) { return one !== here; });
    box.hidden = !mine.length;
    plain.hidden = !box.hidden;
    head.textContent = (drafts.name || (here ? words.draftThis : words.draftNone)) +
      (others.length ? api.text(words.draftOthers, { count: others.length }) : "");
    label.hidden = !here;
    if (document.activeElement !== input) input.value = drafts.name;
    actions.firstChild.hidden = !here;
    list.hidden = !others.length;
    list.replaceChildren.apply(list, others.slice(0, 20).map(line));
    if (box.contains(document.activeElement) && document.activeElement.hidden) head.focus();
  }
  form.addEventListener("drafts", refresh);
  // The name is no field: typing it is no change of the form, and it is kept at once.
  input.addEventListener("input", function (event) {
    event.stopPropagation();
    drafts.rename(input.value.trim());
  });
  ["change", "focusout"].forEach(function (kind) {
    input.addEventListener(kind, function (event) { event.stopPropagation(); });
  });
  input.addEventListener("keydown", function (event) {
    if (event.key !== "Enter") return;
    event.preventDefault();
    box.open = false;
    head.focus();
  });
  box.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    box.open = false;
    head.focus();
  });
  document.addEventListener("click", function (event) { if (!box.contains(event.target)) box.open = false; });

  // Drafts of other versions.
  /** Takes a draft of another version into a new one of this version; the old one stays, and is offered no more. */
  function takeOver(one) {
    if (!drafts.leave()) return;
    api.quiet("older");
    drafts.blank("");
    var done = api.map(one.draft.texts, one.draft.labels, one.draft.kept);
    if (one.name) drafts.rename(one.name);
    else drafts.save();
    try {
      one.draft.moved = drafts.id || "nothing";
      localStorage.setItem(one.key, JSON.stringify(one.draft));
    } catch (error) {
      drafts.fault(error);
    }
    api.report(api.text(words.olderTaken, { version: one.version, name: called(one) }), "", done);
  }
  function offer() {
    var older = [];
    try {
      older = drafts.all().filter(function (one) { return drafts.isOlder(one) && !one.draft.moved; });
    } catch (error) {
      return;
    }
    if (!older.length) return;
    var texts = older.slice(0, 3).map(function (one) {
      return api.text(words.older, { version: one.version, name: called(one), time: store.timeOf(one.kept) });
    });
    var buttons = older.slice(0, 3).map(function (one) {
      var text = older.length === 1 ? words.olderTake : api.text(words.olderTakeOne, { version: one.version, name: called(one) });
      return [text, function () { takeOver(one); }];
    });
    api.notice("older", texts.join(" "), buttons.concat([[words.close, function () { api.quiet("older"); }]]));
  }

  api.offerOlder = offer;
})();
