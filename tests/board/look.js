// What is wrong with how a page looks, in words: what sticks out, what is too small, what is too faint. Evaluated in the page.
// `smallest` is the least height of type, as a part of the window's; `grounds` are what may shine through the page itself.
(({ smallest = 0, grounds = [], scrolls = true, whole = [] }) => {
  const wrong = [];
  const root = document.documentElement;
  if (root.scrollWidth > innerWidth) wrong.push(`the page is ${root.scrollWidth} px wide in a window of ${innerWidth}`);
  if (!scrolls && root.scrollHeight > innerHeight) wrong.push(`the page is ${root.scrollHeight} px high in a window of ${innerHeight}`);

  const colour = (text) => {
    const [red, green, blue, alpha = 1] = text.match(/[\d.]+(?:e-?\d+)?/g).map(Number);
    const scale = text.startsWith("color(srgb") ? 1 : 255;
    return { red: red / scale, green: green / scale, blue: blue / scale, alpha };
  };
  const over = (top, below) => {
    const mixed = (name) => top[name] * top.alpha + below[name] * (1 - top.alpha);
    return { red: mixed("red"), green: mixed("green"), blue: mixed("blue"), alpha: 1 };
  };
  // WCAG 2.2, relative luminance and contrast ratio: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
  const luminance = ({ red, green, blue }) => {
    const [r, g, b] = [red, green, blue].map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const above = (node) => (node ? [node, ...above(node.parentElement)] : []);
  /** The text's colour and what is behind it, if this shines through the page. */
  const seen = (node, ground) => {
    let behind = ground;
    let letters = behind;
    for (const one of above(node).reverse()) {
      const style = getComputedStyle(one);
      const before = behind;
      behind = over(colour(style.backgroundColor), behind);
      letters = one === node ? over(colour(style.color), behind) : behind;
      const faded = { alpha: Number(style.opacity) };
      behind = over({ ...behind, ...faded }, before);
      letters = over({ ...letters, ...faded }, before);
    }
    return contrast(letters, behind);
  };

  const speaks = (node) => [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.textContent.trim());
  const shows = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && node.getClientRects().length > 0;
  for (const node of document.querySelectorAll("body *")) {
    if (!speaks(node) || !shows(node) || node.closest(".unseen, .skip, :disabled, noscript")) continue;
    const style = getComputedStyle(node);
    const box = node.getBoundingClientRect();
    const size = parseFloat(style.fontSize);
    const name = `${node.id ? "#" + node.id : node.tagName.toLowerCase() + (node.className ? "." + node.className : "")} “${node.textContent.trim().slice(0, 40)}”`;
    const hidden = above(node).slice(1).some((one) => /auto|scroll|hidden|clip/.test(getComputedStyle(one).overflowX) && one !== root);
    if (!hidden && (box.left < -1 || box.right > innerWidth + 1)) wrong.push(`${name} reaches from ${box.left} to ${box.right} px in a window of ${innerWidth}`);
    const sign = node.getAttribute("aria-hidden") === "true";
    if (!sign && size < smallest * innerHeight - 0.05) wrong.push(`${name} is ${size} px high, and ${smallest * innerHeight} is the least that can be read`);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = Math.min(...(grounds.length ? grounds : ["rgb(255, 255, 255)"]).map((ground) => seen(node, colour(ground))));
    const least = large || sign ? 3 : 4.5;
    if (ratio < least) wrong.push(`${name} has a contrast of ${ratio.toFixed(2)}, and ${least} is the least`);
  }
  for (const selector of whole) {
    const node = document.querySelector(selector);
    if (!node || !shows(node)) { wrong.push(`${selector} is not shown`); continue; }
    const box = node.getBoundingClientRect();
    if (box.left < 0 || box.top < 0 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1) wrong.push(`${selector} is not whole in the window: ${JSON.stringify(box)}`);
    if (node.scrollHeight > node.clientHeight + 2) wrong.push(`${selector} is cut off`);
  }
  return wrong;
})
