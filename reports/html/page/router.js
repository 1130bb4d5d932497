/** Reads an address such as `#/scenario/relay/stranger-is-denied?target=postfix&line=laptop%231:3`. */
export function readAddress(hash) {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s)
  const [kind, ...rest] = path.split('/')
  const isPage = kind === 'clause' || kind === 'scenario' || kind === 'target'
  return {
    kind: isPage ? kind : 'overview',
    id: isPage ? rest.map(decoded).join('/') : '',
    query: new URLSearchParams(query),
  }
}

/** A half-typed escape is taken as it stands. */
function decoded(part) {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** Shows a page of its own in place of the overview. `play` is the target it opens at. */
export async function showPage(place, packs, { kind, id, query }) {
  const page = await packs.page(kind, id)
  if (!page) {
    place.innerHTML =
      '<h1 tabindex="-1">Page not found</h1><p>This report has no page of that name. <a href="#/">Go to the overview</a>.</p>'
    return undefined
  }
  const isNew = place.dataset.shows !== `${kind}/${id}`
  if (isNew) place.innerHTML = page.html
  place.dataset.shows = `${kind}/${id}`
  if (kind === 'scenario') showPlay(place, page, query, id)
  else markTarget(place, query.get('target'))
  return { title: page.title, isNew }
}

function showPlay(place, page, query, id) {
  const play = page.plays.find(({ target }) => target === query.get('target')) ?? page.plays[0]
  const slot = place.querySelector('#play')
  if (slot.dataset.target !== play.target || slot.dataset.id !== id) {
    slot.innerHTML = play.html
    slot.dataset.target = play.target
    slot.dataset.id = id
    for (const link of slot.querySelectorAll('[data-goto]')) {
      link.href = `#/scenario/${id}?${new URLSearchParams({ target: play.target, line: link.dataset.goto })}`
    }
  }
  markTarget(place, play.target)
}

function markTarget(place, target) {
  for (const link of place.querySelectorAll('[data-target]')) {
    if (link.dataset.target === target) link.setAttribute('aria-current', 'true')
    else link.removeAttribute('aria-current')
  }
}

/** Brings a line of a session into view and marks it. Tells whether there is one. */
export function showLine(place, name) {
  place.querySelector('.found')?.classList.remove('found')
  const line = name && [...place.querySelectorAll('[data-line]')].find(({ dataset }) => dataset.line === name)
  if (!line) return false
  line.classList.add('found')
  line.tabIndex = -1
  line.scrollIntoView({ block: 'center' })
  line.focus({ preventScroll: true })
  return true
}
