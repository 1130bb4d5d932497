const themes = ['system', 'light', 'dark']

/** Lets a button choose between the system's colours, light and dark; the choice lasts as long as the tab. */
export function offerThemes(button) {
  let theme = remembered() ?? 'system'
  const show = () => {
    document.documentElement.dataset.theme = theme
    button.querySelector('span').textContent = theme
  }
  button.hidden = false
  button.addEventListener('click', () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length]
    remember(theme)
    show()
  })
  show()
}

function remembered() {
  try {
    return sessionStorage.getItem('theme')
  } catch {
    return null // some browsers keep nothing for pages from disk
  }
}

function remember(theme) {
  try {
    sessionStorage.setItem('theme', theme)
  } catch {
    document.documentElement.dataset.theme = theme
  }
}
