// The buttons that submit a form: to the address of the handbook, or by mail.
(function () {
  "use strict";
  var api = window.procbookForm;
  var store = window.procbookStore;
  if (!api || !store || !api.draft) return;
  var form = api.form;
  var words = api.words;
  var tools = form.querySelector(".form-tools");
  var url = tools.dataset.submitUrl;
  var mail = tools.dataset.submitMail;
  if (!url && !mail) return;
  // Longer addresses than this some mail programs cut or refuse.
  var LONGEST_MAIL = 1800;

  var box = api.element("div", "form-sent on-screen");
  box.setAttribute("role", "status");
  tools.after(box);
  var current = null;  // the copy that this page tells of
  var button = null;

  function tell(kind, lines, actions) {
    var notice = api.element("div", "form-notice form-notice-" + kind);
    lines.forEach(function (line) {
      notice.appendChild(typeof line === "string" ? api.element("p", "", line) : line);
    });
    var row = api.element("p", "actions");
    actions.forEach(function (one) { row.append(one, " "); });
    if (actions.length) notice.appendChild(row);
    box.replaceChildren(notice);
    return notice;
  }
  function draftsLink() {
    var link = api.element("a", "button button-quiet", words.drafts);
    link.href = words.draftsHref;
    return link;
  }
  function byMail() { return mail ? [store.button("button-quiet", words.submitMailWord, sendMail)] : []; }
  // A disabled button would lose the focus.
  var sending = false;
  function hold(busy) {
    sending = busy;
    button.setAttribute("aria-disabled", String(busy));
  }
  function show(copy, busy, again) {
    if (!current || copy.id !== current.id) return;
    current = copy;
    var back = box.contains(document.activeElement);
    hold(busy);
    if (busy) {
      box.replaceChildren(api.element("p", "form-sending", words.sending));
    } else if (copy.state === "sent") {
      var what = [api.text(words.sent, { time: store.timeOf(copy.at) }) + (copy.reference ? api.text(words.sentReference, { reference: copy.reference }) : "")];
      if (copy.location) {
        var place = api.element("p", "");
        var link = api.element("a", "", words.sentLocation);
        link.href = copy.location;
        place.appendChild(link);
        what.push(place);
      }
      tell("good", what, [store.button("button-quiet", words.draftAnother, api.draft.another), draftsLink()]);
    } else {
      var lines = [copy.said, copy.state === "refused" ? words.sendMend : copy.kept ? words.sendKept : words.sendNotKept];
      if (again) lines.push(words.sendAgainSoon);
      var actions = [store.button("send-now", words.sendNow, function () { sender.retry(current); })].concat(byMail());
      tell("bad", lines, copy.state === "refused" ? byMail() : copy.kept ? actions.concat(draftsLink()) : actions);
    }
    if (back) button.focus();
  }
  var sender = url && store.sender.works ? store.sender({ handbook: form.dataset.handbook, url: url, words: words, changed: show }) : null;

  function dataOf(body) { return body.replace(/"filled_at": "[^"]*",/, ""); }
  /** An earlier copy of what is on the page, if there is one. */
  function earlier() {
    if (api.draft.id === null) return [];
    try {
      return store.copies(form.dataset.handbook).filter(function (copy) { return copy.draft === api.draft.id && copy.code === form.dataset.code; });
    } catch (error) {
      return [];
    }
  }
  function submit() {
    if (sending || !api.check()) return;
    if (!sender) return tell("bad", [words.sendFile], byMail());
    api.draft.save();
    var body = api.recordText();
    var before = earlier();
    if (current && before.every(function (copy) { return copy.id !== current.id; })) before.unshift(current);
    var same = before.filter(function (copy) { return dataOf(copy.body) === dataOf(body); })[0];
    if (same && same.state === "waiting") {
      current = same;
      return sender.retry(same);
    }
    if (same && same.state === "sent" && !window.confirm(api.text(words.sendTwice, { time: store.timeOf(same.at) }))) return;
    before.forEach(function (copy) {
      // What was refused was never taken; what is still waiting may have been.
      var replace = copy.state === "refused" || copy.state === "waiting" && !sender.isBusy(copy) && window.confirm(words.sendReplace);
      if (!replace) return;
      try {
        sender.drop(copy);
      } catch (error) {
        // The store is blocked, and has nothing.
      }
    });
    current = {
      id: store.uuid(), code: form.dataset.code, title: form.dataset.title, version: form.dataset.version, draft: api.draft.id,
      name: api.draft.name, about: api.draft.about(), made: new Date().toISOString(), body: body
    };
    sender.submit(current);
  }

  /** The filled fields as lines, as many as an address can be sure to carry. */
  function letter(file) {
    var text = api.text(words.mailBody, { file: file }) + "\r\n";
    var full = false;
    api.fields.forEach(function (field) {
      if (full || !field.leaf || api.isHidden(field.box)) return;
      var said = String(api.shown(field.leaf)).replace(/\s+/g, " ").trim();
      if (!said) return;
      var line = "\r\n" + field.label + words.colon + said;
      full = encodeURIComponent(text + line).length > LONGEST_MAIL;
      if (!full) text += line;
    });
    return full ? text + "\r\n…" : text;
  }
  function sendMail() {
    if (!api.check()) return;
    var file = api.download();
    // What is still being sent is told on the page of drafts; here the person is told of the mail.
    current = null;
    var subject = [form.dataset.code, form.dataset.title, form.dataset.version].filter(Boolean).join(" ");
    var link = api.element("a", "button mail-open", words.mailOpen);
    link.href = "mailto:" + mail + "?subject=" + encodeURIComponent(subject) + "&body=" + encodeURIComponent(letter(file));
    tell("good", [api.text(words.mailTold, { file: file, mail: mail })], [link]);
    link.focus();
  }

  api.submitButtons = [];
  if (url) {
    button = store.button("form-submit", words.submit, submit);
    api.submitButtons.push(button);
  }
  if (mail) api.submitButtons.push(store.button((url ? "button-quiet " : "") + "form-mail", words.submitMailWord, sendMail));
  /** What was left unsent is sent when the page opens again. */
  api.resumeSending = function () {
    if (!sender) return;
    current = earlier().filter(function (copy) { return copy.state !== "sent"; })[0] || null;
    if (current && current.state === "refused") show(current, false, false);
    sender.resume();
  };
  // Another draft has another story.
  var draft = null;
  form.addEventListener("drafts", function () {
    if (draft !== null && api.draft.id !== draft) {
      box.replaceChildren();
      current = null;
      if (button) hold(false);
    }
    draft = api.draft.id;
  });
})();
