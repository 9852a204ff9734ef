// What both pages use: elements, words, colours of the day or the night, saving.
document.documentElement.classList.add('js');
const element = (id) => document.getElementById(id);
const night = window.matchMedia('(prefers-color-scheme: dark)');
const LANGUAGES = [['en', 'English'], ['fr', 'Français'], ['es', 'Español'], ['ru', 'Русский'], ['zh', '中文'], ['ar', 'العربية']];

function variable(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

// Lines that stand on white are too dark for the dark page: mix them with white.
function line(color) {
  if (!night.matches) return color;
  const parts = [1, 3, 5].map((at) => Math.round(parseInt(color.slice(at, at + 2), 16) * 0.55 + 255 * 0.45));
  return `rgb(${parts.join(',')})`;
}

function make(tag, text, attributes) {
  const made = document.createElement(tag);
  if (text !== undefined && text !== null) made.textContent = text;
  Object.entries(attributes || {}).forEach(([name, value]) => made.setAttribute(name, value));
  return made;
}

function say(words) {
  element('status').textContent = words;
}

function plural(number, noun) {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

// The address names the chosen document, so that links and the browser's back button work.
function address(symbol) {
  return '#' + encodeURIComponent(symbol);
}

function namedInAddress() {
  try { return decodeURIComponent(location.hash.slice(1)); } catch { return ''; }
}

// A page within a frame of a notebook has no address of its own that could be written.
function forgetAddress() {
  try { history.pushState(null, '', location.pathname + location.search); } catch { location.hash = ''; }
}

// Links to documents are followed by script, for within such a frame they would lead to the notebook.
function followLinks(follow) {
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    follow(decodeURIComponent(link.getAttribute('href').slice(1)));
    setTimeout(() => element('panel-title').focus());
  });
}

function languageLinks(path) {
  const links = make('p', 'UN document: ', { class: 'langs' });
  LANGUAGES.forEach(([lang, name]) => links.append(
    make('a', name, { href: `https://docs.un.org/${lang}/${path}`, lang, hreflang: lang, rel: 'noopener noreferrer', target: '_blank' }), ' '));
  return links;
}

function download(blob, name) {
  const link = make('a', '', { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  say(`${name} saved`);
}

function fileName(suffix) {
  const words = document.querySelector('h1').textContent.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '').slice(0, 60);
  return `${words || 'resgraph'}.${suffix}`;
}

// A cell that a spreadsheet would run as a formula gets an apostrophe before it.
function cell(text) {
  const words = String(text === undefined || text === null ? '' : text);
  const safe = /^[=+\-@\t\r]/.test(words) ? `'${words}` : words;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

function csvOf(rows) {
  return rows.map((row) => row.map(cell).join(',')).join('\n') + '\n';
}

// To the clipboard; where the browser forbids that, as a file.
async function copy(text, words, suffix) {
  try {
    await navigator.clipboard.writeText(text);
    say(`${words} copied`);
  } catch {
    download(new Blob(suffix === 'csv' ? ['\ufeff', text] : [text], { type: 'text/plain' }), fileName(suffix));
  }
}
