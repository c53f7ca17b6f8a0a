// What the pages do beyond forms and htmx: let a reader work while lists renew themselves, and say when nobody answers.

const offline = document.getElementById('offline');
const note = document.getElementById('note');

/** Whether renewing this part now would take something away from the reader's hands. */
function busy(part) {
  return document.hidden || part.querySelector('details[open], input:focus, textarea:focus') !== null;
}

document.body.addEventListener('htmx:beforeRequest', (event) => {
  const part = event.detail.elt;
  if (part.hasAttribute('data-poll') && busy(part)) {
    event.preventDefault();
  }
});

document.body.addEventListener('htmx:sendError', () => {
  offline.hidden = false;
});

document.body.addEventListener('htmx:afterRequest', (event) => {
  if (event.detail.xhr.status > 0) {
    offline.hidden = true;
  }
});

document.body.addEventListener('htmx:responseError', (event) => {
  if (event.detail.elt.hasAttribute('data-poll')) {
    return;
  }
  const text = document.createElement('p');
  text.className = 'note refused';
  text.textContent = `That did not work (${event.detail.xhr.status}). Reload the page and try again.`;
  note.replaceChildren(text);
});

// A menu closes when the reader turns elsewhere or presses Escape.
document.addEventListener('click', (event) => {
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  }
});

document.addEventListener('keydown', (event) => {
  const menu = event.key === 'Escape' ? document.querySelector('details.menu[open]') : null;
  if (menu) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});
