const fields = ['q', 'product', 'area', 'verdict']

/** The filters of the overview: what they say, and what they leave visible. */
export function openFilters(form, overview) {
  const areas = [...overview.querySelectorAll('.area')].map(readArea)
  const scenarios = [...overview.querySelectorAll('.scenarios li')].map(readScenario)
  const total = areas.flatMap(({ rows }) => rows).length

  const apply = () => {
    const wanted = read(form)
    const active = wanted.size > 0
    let shown = 0
    for (const area of areas) {
      const found = showArea(area, wanted)
      shown += found
      area.element.open = active ? found > 0 : area.open
    }
    const stories = scenarios.filter((scenario) => showScenario(scenario, wanted)).length
    form.elements.shown.textContent = active ? `${shown} of ${total} clauses` : `${total} clauses`
    overview.querySelector('.scenarios .shown').textContent = `${stories} of ${scenarios.length} scenarios`
    overview.querySelector('.nothing').hidden = shown > 0
    form.querySelector('[type=reset]').disabled = !active
  }

  return {
    apply,
    /** Sets the filters to what an address says; what it leaves out is cleared. */
    set(query) {
      for (const field of fields) form.elements[field].value = query.get(field) ?? ''
      apply()
    },
    /** The filters as they stand in an address. */
    query: () => new URLSearchParams([...read(form)]),
  }
}

function read(form) {
  const wanted = new Map()
  for (const field of fields) {
    const value = form.elements[field].value.trim()
    if (value !== '') wanted.set(field, value)
  }
  return wanted
}

function readArea(element) {
  const groups = [...(element.tBodies ?? element.querySelectorAll('tbody'))].map((body) => ({
    body,
    product: body.dataset.product,
    rows: [...body.querySelectorAll('tr[data-v]')].map(readRow),
  }))
  const rows = groups.flatMap((group) => group.rows)
  return { element, area: element.dataset.area, open: element.open, groups, rows }
}

const readRow = (element) => ({ element, verdicts: element.dataset.v.split(' '), text: lazyText(element) })

const readScenario = (element) => ({
  ...readRow(element),
  area: element.dataset.area,
  products: element.dataset.products.split(' '),
})

/** Reading 500 rows takes a while, so it is done when someone searches. */
function lazyText(element) {
  let text
  return () => (text ??= element.querySelector('th, div').textContent.toLowerCase())
}

const fits = ({ verdicts, text }, wanted) =>
  (!wanted.has('verdict') || verdicts.includes(wanted.get('verdict'))) &&
  (!wanted.has('q') ||
    wanted
      .get('q')
      .toLowerCase()
      .split(/\s+/)
      .every((word) => text().includes(word)))

function showArea({ area, groups }, wanted) {
  const inArea = !wanted.has('area') || wanted.get('area') === area
  let found = 0
  for (const { body, product, rows } of groups) {
    const inGroup = inArea && (!wanted.has('product') || wanted.get('product') === product)
    let here = 0
    for (const row of rows) {
      const visible = inGroup && fits(row, wanted)
      row.element.hidden = !visible
      if (visible) here += 1
    }
    body.hidden = here === 0
    found += here
  }
  groups[0].body.closest('.area').hidden = found === 0
  return found
}

function showScenario(scenario, wanted) {
  const { element, area, products } = scenario
  const status = wanted.get('verdict') === 'tested'
  const visible =
    (!wanted.has('area') || wanted.get('area') === area) &&
    (!wanted.has('product') || products.includes(wanted.get('product'))) &&
    fits(scenario, status ? new Map([...wanted].filter(([field]) => field !== 'verdict')) : wanted)
  element.hidden = !visible
  return visible
}
