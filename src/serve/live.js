// Keeps an open page true while its sources are edited: loads it anew, swaps its style sheets, shows findings.
// In: events of `procbook serve`. It must not know what the page is, nor change it beyond style sheet links.
(() => {
  'use strict';

  const own = document.currentScript;
  const STORE = 'procbook-live';
  const chinese = /^zh/i.test(document.documentElement.lang);
  const words = chinese
    ? { region: '检查结果', here: '本页', elsewhere: '其他页面', more: (n) => `另有 ${n} 条`, all: '按负责人查看全部结果',
        kinds: { error: '错误', warning: '警告', hint: '提示' }, help: '改法：',
        error: (n) => `${n} 个错误`, warning: (n) => `${n} 个警告`, hint: (n) => `${n} 个提示`, comma: '，' }
    : { region: 'Findings', here: 'This page', elsewhere: 'Other pages', more: (n) => `and ${n} more`, all: 'All findings, by owner',
        kinds: { error: 'error', warning: 'warning', hint: 'hint' }, help: 'help: ',
        error: (n) => `${n} error${n === 1 ? '' : 's'}`, warning: (n) => `${n} warning${n === 1 ? '' : 's'}`,
        hint: (n) => `${n} hint${n === 1 ? '' : 's'}`, comma: ', ' };

  // Storage may be refused; the page then merely forgets.
  const remembered = () => {
    try { return JSON.parse(sessionStorage.getItem(STORE)) || {}; } catch { return {}; }
  };
  const remember = (more) => {
    try { sessionStorage.setItem(STORE, JSON.stringify({ ...remembered(), ...more })); } catch { /* forgotten */ }
  };

  // ---- The page before and after it is loaded anew ----

  const foldable = () => [...document.querySelectorAll('details')].map((node, at) => [node.id || `number ${at}`, node]);

  // The place is kept by the element that stands at the window's top, which stays right when text above it changes.
  const place = () => {
    let best = null;
    for (const node of document.querySelectorAll('[id]')) {
      const { top, height } = node.getBoundingClientRect();
      if (height > 0 && (!best || Math.abs(top) < Math.abs(best.top))) best = { id: node.id, top };
    }
    return { x: scrollX, y: scrollY, anchor: scrollY > 0 ? best : null };
  };

  const reload = () => {
    const { reloaded } = remembered();
    remember({
      page: location.pathname,
      place: place(),
      open: Object.fromEntries(foldable().map(([name, node]) => [name, node.open])),
      focus: document.activeElement && document.activeElement.id,
      reloaded: Date.now(),
    });
    // A page that would load itself again and again does it slowly.
    setTimeout(() => location.reload(), Date.now() - (reloaded || 0) < 300 ? 1000 : 0);
  };

  const restore = () => {
    const { page, place: was, open, focus } = remembered();
    if (page !== location.pathname || !was) return;
    remember({ page: null });
    for (const [name, node] of foldable()) if (name in open) node.open = open[name];
    const scroll = () => {
      const node = was.anchor && document.getElementById(was.anchor.id);
      const y = node ? scrollY + node.getBoundingClientRect().top - was.anchor.top : was.y;
      scrollTo({ left: was.x, top: y, behavior: 'instant' });
    };
    const focused = focus && document.getElementById(focus);
    if (focused) focused.focus({ preventScroll: true });
    scroll();
    // The browser puts the page where it was, and pictures get their height: both are done by then.
    if (document.readyState !== 'complete') addEventListener('load', scroll, { once: true });
  };

  // ---- Style sheets ----

  const swap = (paths, tag) => {
    const links = [...document.querySelectorAll('link[rel~="stylesheet"]')]
      .filter((link) => new URL(link.href).origin === location.origin);
    const pathOf = (link) => decodeURIComponent(new URL(link.href).pathname).slice(1);
    const linked = links.map(pathOf);
    // A sheet that no link names is imported by one of them, nobody knows which.
    const all = paths.some((path) => !linked.includes(path));
    links.forEach((old, at) => {
      if (!all && !paths.includes(linked[at])) return;
      const fresh = old.cloneNode();
      const address = new URL(old.href);
      address.searchParams.set('live', tag);
      fresh.href = address.href;
      fresh.addEventListener('load', () => old.remove());
      fresh.addEventListener('error', () => fresh.remove());
      old.after(fresh);
    });
  };

  // ---- The panel ----

  const element = (name, className, ...children) => {
    const node = document.createElement(name);
    if (className) node.className = className;
    // Text becomes text nodes: nothing that a file says is ever read as HTML.
    node.append(...children);
    return node;
  };

  // What a message puts in backticks is shown as code.
  const marked = (text) => text.split('`').map((part, at, parts) =>
    (at % 2 === 1 && at < parts.length - 1 ? element('code', '', part) : part));

  // The marks under a line count two columns for a full-width character; so must the browser, whose fonts do not.
  const WIDE = /([\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1F64F}\u{1F900}-\u{1F9FF}\u{20000}-\u{3FFFD}])/u;
  const aligned = (text) => text.split(WIDE).map((part, at) => (at % 2 ? element('span', 'wide', part) : part));

  const item = (finding) => {
    const node = element('li', finding.severity,
      element('p', 'place', element('code', '', `${finding.path}:${finding.line}:${finding.column}`), ' ',
        element('span', 'kind', `${words.kinds[finding.severity]}[${finding.code}]`)),
      element('p', 'message', ...marked(finding.message)));
    if (finding.frame) {
      const frame = element('pre', '', ...aligned(finding.frame));
      // A wide frame is scrolled with the keyboard too.
      frame.tabIndex = 0;
      node.append(frame);
    }
    if (finding.help) node.append(element('p', 'help', words.help, ...marked(finding.help)));
    return node;
  };

  let panel = null;

  const makePanel = () => {
    // A name that no style of the page speaks of.
    const host = element('procbook-live');
    host.id = 'procbook-live';
    const root = host.attachShadow({ mode: 'open' });
    const style = element('link');
    style.rel = 'stylesheet';
    style.href = '/_procbook/live.css';
    const count = element('span', 'count');
    count.setAttribute('aria-live', 'polite');
    const list = element('div', 'list');
    list.tabIndex = 0;
    list.setAttribute('role', 'group');
    list.setAttribute('aria-label', words.region);
    const summary = element('summary', '', count);
    const details = element('details', '', summary, list);
    const { panel: wasOpen } = remembered();
    // On a phone it would cover the page that it speaks of.
    details.open = wasOpen === undefined ? matchMedia('(min-width: 40.01rem)').matches : wasOpen;
    // At the click it is not yet what it will be.
    summary.addEventListener('click', () => remember({ panel: !details.open }));
    const region = element('section', '', details);
    region.setAttribute('role', 'region');
    region.setAttribute('aria-label', words.region);
    region.lang = chinese ? 'zh-CN' : 'en';
    // Not shown bare while its styles are on their way.
    region.hidden = true;
    const show = () => { region.hidden = false; };
    style.addEventListener('load', show);
    style.addEventListener('error', show);
    root.append(style, region);
    // Outside of the body, where no layout of the page takes it for one of its columns.
    document.documentElement.append(host);
    return { host, count, list };
  };

  // The page of all findings says all that the panel would.
  const isFindings = document.documentElement.dataset.procbook === 'findings';

  const showFindings = ({ counts, findings }) => {
    if (isFindings) return;
    if (!findings.length) {
      if (panel) panel.host.remove();
      panel = null;
      return;
    }
    panel = panel || makePanel();
    const kinds = ['error', 'warning', 'hint'].filter((kind) => counts[kind]);
    panel.count.replaceChildren(...kinds.flatMap((kind, at) =>
      [at ? words.comma : '', element('span', kind, words[kind](counts[kind]))]));
    const source = sourceOf();
    const here = findings.filter((finding) => finding.path === source);
    const elsewhere = findings.filter((finding) => finding.path !== source);
    const groups = [[words.here, here], [words.elsewhere, elsewhere]].filter(([, some]) => some.length);
    const total = kinds.reduce((sum, kind) => sum + counts[kind], 0);
    const all = element('a', 'all', words.all);
    all.href = '/_procbook/findings';
    panel.list.replaceChildren(all, ...groups.flatMap(([name, some]) =>
      [element('p', 'group', name), element('ul', '', ...some.map(item))]));
    if (total > findings.length) panel.list.append(element('p', 'group', words.more(total - findings.length)));
  };

  const sourceOf = () => {
    const article = document.querySelector('article[data-source]');
    return article ? article.dataset.source : '';
  };

  // ---- The connection ----

  let events = null;
  let timer = 0;
  let wait = 250;
  let styles = own.dataset.styles;

  const hear = ({ data }) => {
    const event = JSON.parse(data);
    if (event.kind === 'reload') {
      disconnect();
      reload();
    } else if (event.kind === 'css') {
      styles = event.styles;
      swap(event.paths, event.styles);
    } else if (event.kind === 'findings') {
      showFindings(event);
    }
  };

  const disconnect = () => {
    clearTimeout(timer);
    if (events) events.close();
    events = null;
  };

  // A hidden page does not listen: browsers open only six connections to one server. When it is shown again the
  // server sees from the tags what it has missed, as it does after a restart.
  const connect = () => {
    disconnect();
    if (document.visibilityState === 'hidden') return;
    const says = { page: location.pathname, tag: own.dataset.page, styles, source: sourceOf() };
    const query = Object.entries(says).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    events = new EventSource(`/_procbook/events?${query.join('&')}`);
    events.onopen = () => { wait = 250; };
    events.onmessage = hear;
    events.onerror = () => {
      disconnect();
      timer = setTimeout(connect, wait);
      wait = Math.min(wait * 2, 5000);
    };
  };

  restore();
  connect();
  document.addEventListener('visibilitychange', connect);
  addEventListener('pageshow', (event) => { if (event.persisted) connect(); });
  addEventListener('pagehide', disconnect);
})();
