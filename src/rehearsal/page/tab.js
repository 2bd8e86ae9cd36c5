// The browser tab: title and picture, with the count of what is unread.

/** Shows the count, or just the title when there is none. */
export function showUnread(count, title) {
  const shown = count > 99 ? "99+" : String(count);
  const words = count > 0 ? `(${shown}) ${title}` : title;
  if (document.title === words) return;
  document.title = words;
  document.querySelector("link[rel=icon]").href = `data:image/svg+xml,${encodeURIComponent(drawing(count > 0 ? shown : ""))}`;
}

const BELL = "M12 2a2 2 0 0 0-2 2v.3A6.500 6.500 0 0 0 5.500 10.500v4.200L3.600 17.200A.8.8 0 0 0 4.200 18.500h15.600a.8.8 0 0 0 .6-1.300L18.500 14.700v-4.200A6.500 6.500 0 0 0 14 4.300V4a2 2 0 0 0-2-2Zm-2.500 18a2.500 2.500 0 0 0 5 0Z";

function drawing(count) {
  const badge = count && `<circle cx="23" cy="23" r="9" fill="#da373c"/><text x="23" y="27" font-size="${count.length > 2 ? 8 : 12}" font-family="sans-serif" font-weight="bold" text-anchor="middle" fill="#fff">${count}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="9" fill="#4752c4"/><path transform="translate(4 4)" fill="#fff" d="${BELL}"/>${badge}</svg>`;
}
