import { html } from 'hono/html'
import type { LetterView } from '../model/letters.ts'
import { counted, timeOfDay, type Html } from './parts.ts'

/** The messages that claims look at: header, body and parts of each. */
export const lettersPart = (letters: readonly LetterView[]): Html =>
  letters.length === 0
    ? html``
    : html`<section>
        <h2>What was read <span class="count">${counted(letters.length, 'message')}</span></h2>
        ${letters.map(letterPart)}
      </section>`

const letterPart = ({ at, of, fields, body, octets, cut, parts, unread }: LetterView): Html =>
  html`<details class="receipt">
    <summary>
      <span>${timeOfDay(at)}</span> ${of} <span class="count">${counted(octets, 'octet')}</span>
    </summary>
    <table class="fields">
      ${fields.map(
        ({ name, value }) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td>${value}</td>
          </tr>`,
      )}
    </table>
    <pre tabindex="0">${body}${cut ? html`<em>only the beginning is shown</em>` : ''}</pre>
    ${parts.length === 0 ? '' : partsList(parts)}
    ${unread === undefined ? '' : html`<p class="fine">Not all of it could be read: ${unread}.</p>`}
  </details>`

const partsList = (parts: LetterView['parts']): Html =>
  html`<ul class="parts" aria-label="its parts">
    ${parts.map(({ depth, text }) => html`<li class="depth-${Math.min(depth, 4)}">${text}</li>`)}
  </ul>`
