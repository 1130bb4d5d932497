import { openFilters } from './filters.js'
import { openPacks } from './inflate.js'
import { readAddress, showLine, showPage } from './router.js'
import { offerThemes } from './theme.js'

const overview = document.querySelector('#overview')
const page = document.querySelector('#page')
const form = document.querySelector('.filters')
const packs = openPacks(document.querySelector('#packs').textContent)
const filters = openFilters(form, overview)
const ownTitle = document.title
/** Where the reader left the overview. */
const left = { hash: '#/', scroll: 0 }

async function go() {
  const address = readAddress(location.hash)
  if (address.kind === 'overview') return showOverview(address.query)
  if (!overview.hidden) left.scroll = scrollY
  const shown = await showPage(page, packs, address)
  overview.hidden = true
  page.hidden = false
  document.title = shown ? `${shown.title} · ${ownTitle}` : ownTitle
  for (const link of page.querySelectorAll('[data-back]')) link.href = left.hash
  if (showLine(page, address.query.get('line'))) return
  if (shown?.isNew === false) return
  scrollTo(0, 0)
  page.querySelector('h1').focus({ preventScroll: true })
}

function showOverview(query) {
  const returning = overview.hidden
  overview.hidden = false
  page.hidden = true
  document.title = ownTitle
  filters.set(query)
  left.hash = location.hash || '#/'
  const heading = query.has('at') ? document.getElementById(query.get('at')) : null
  if (returning && left.scroll > 0) scrollTo(0, left.scroll)
  else heading?.scrollIntoView()
  if (heading && !returning) heading.focus({ preventScroll: true })
}

const filtersChanged = () => {
  filters.apply()
  history.replaceState(null, '', `#/?${filters.query()}`)
  left.hash = location.hash
}

addEventListener('hashchange', () => void go())
form.addEventListener('input', filtersChanged)
form.addEventListener('reset', () => setTimeout(filtersChanged))
form.addEventListener('submit', (event) => event.preventDefault())
document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const writing = event.target.closest('input, select, textarea')
  if (event.key === 'Escape' && !page.hidden) location.hash = left.hash
  if (event.key !== '/' || writing) return
  event.preventDefault()
  if (overview.hidden) {
    left.scroll = 0
    location.hash = '#/?at=clauses'
    addEventListener('hashchange', () => form.elements.q.focus(), { once: true })
  } else {
    form.elements.q.focus()
  }
})
offerThemes(document.querySelector('#theme'))
void go()
