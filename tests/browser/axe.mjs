// What axe-core finds on a page. Colours are most of its work and depend on how an element looks, not on what it says:
// of the elements that look alike, on the same ground, three are held against its colour rules.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const ofColours = ['color-contrast', 'link-in-text-block'];
const alike = 3;

const told = (violations) => violations.flatMap(({ id, help, nodes }) => nodes.slice(0, 5).map(({ target, any, all, none }) =>
  `${id}: ${help}: ${target.join(' ')}: ${[...any, ...all, ...none].map(({ message }) => message).join('; ')}`));

const load = async (page) => {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe);
};

/** What the rules of colours find: all that another theme can change. */
export async function colours(page) {
  await load(page);
  return told(await page.evaluate(async ({ rules, most }) => {
    // Of a box that scrolls axe-core can tell only what is in view.
    const boxes = [...document.querySelectorAll('.table-box')];
    for (const box of boxes) box.style.maxHeight = 'none';
    const grounds = new Map();
    // What is drawn behind an element, by itself and by what it stands in.
    const ground = (node) => {
      if (!node) return '';
      if (!grounds.has(node)) {
        const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position } = getComputedStyle(node);
        const own = [backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position].join(' ');
        grounds.set(node, own === 'rgba(0, 0, 0, 0) none 1 none normal static' ? ground(node.parentElement) : `${ground(node.parentElement)}|${own}`);
      }
      return grounds.get(node);
    };
    const looks = new Map();
    const include = [...document.body.querySelectorAll('*')].filter((node) => {
      const speaks = [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
      if (!speaks && !node.matches('input, select, textarea, button')) return false;
      const style = getComputedStyle(node);
      const look = [node.localName, style.color, style.fill, style.fontSize, style.fontWeight, style.textShadow, style.textDecorationLine,
        node.matches(':disabled'), node.checkVisibility({ visibilityProperty: true }), ground(node)].join(', ');
      looks.set(look, (looks.get(look) ?? 0) + 1);
      return looks.get(look) <= most;
    });
    // axe would load the style sheets a second time, which file:// addresses refuse.
    const options = { runOnly: { type: 'rule', values: rules }, preload: false, resultTypes: ['violations'] };
    const { violations } = await window.axe.run({ include }, options);
    for (const box of boxes) box.style.removeProperty('max-height');
    return violations;
  }, { rules: ofColours, most: alike }));
}

/** What axe-core finds on a page. */
export async function findings(page) {
  await load(page);
  const violations = await page.evaluate(async ({ values, rules }) => {
    const options = {
      runOnly: { type: 'tag', values }, rules: Object.fromEntries(rules.map((rule) => [rule, { enabled: false }])), preload: false, resultTypes: ['violations'],
    };
    return (await window.axe.run(document, options)).violations;
  }, { values: tags, rules: ofColours });
  return [...told(violations), ...await colours(page)];
}
