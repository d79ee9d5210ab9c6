/**
 * The keys a screen may claim, a closed list. Left out on purpose: Ctrl+letter and Alt+letter (Unikey, EVKey and
 * Chromium own them), Ctrl+Shift+F-keys (Unikey's tools), F11 and F12 (full screen, developer tools), Shift+F10
 * (context menu), Alt+Left and Alt+Right (browser history).
 */
export const shortcutKeys = [
  'F1',
  'F2',
  'F3',
  'F4',
  'F5',
  'F6',
  'F7',
  'F8',
  'F9',
  'F10',
  'Shift+F1',
  'Shift+F2',
  'Shift+F3',
  'Shift+F4',
  'Shift+F5',
  'Shift+F6',
  'Shift+F7',
  'Shift+F8',
  'Shift+F9',
  'Ctrl+Enter',
  'Insert',
  'Escape',
] as const
export type ShortcutKey = (typeof shortcutKeys)[number]

/** What is read of a keyboard event; a DOM `KeyboardEvent` has it. */
export type Stroke = Pick<
  KeyboardEvent,
  'key' | 'keyCode' | 'isComposing' | 'repeat' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'
>

/** Whether an input method is still composing: such a stroke belongs to the text being typed. */
export function isComposing(stroke: Pick<Stroke, 'isComposing' | 'keyCode'>): boolean {
  // keyCode 229 is what Chromium reports while an input method handles the key, also before compositionstart.
  return stroke.isComposing || stroke.keyCode === 229
}

/** The shortcut a stroke names, or null: none of ours, still composing, or a key held down. */
export function shortcutOf(stroke: Stroke): ShortcutKey | null {
  if (isComposing(stroke) || stroke.repeat || stroke.altKey || stroke.metaKey) return null
  const name = `${stroke.ctrlKey ? 'Ctrl+' : ''}${stroke.shiftKey ? 'Shift+' : ''}${stroke.key}`
  return shortcutKeys.find((key) => key === name) ?? null
}
