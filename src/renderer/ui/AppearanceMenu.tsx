import { Menu } from '@base-ui/react/menu'
import { Check, SunMoon } from 'lucide-react'
import { locales, useText } from '../text/Text.tsx'
import menu from './Menu.module.css'
import { densities, themes, usePreferences } from './preferences.tsx'
import styles from './TopBar.module.css'

/** Theme, density and language, in one menu of the top bar. */
export function AppearanceMenu() {
  const text = useText().kit.frame
  const [preferences, change] = usePreferences()
  return (
    <Menu.Root>
      <Menu.Trigger className={styles.icon} aria-label={text.appearance} title={text.appearance}>
        <SunMoon size="1.35em" aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner sideOffset={6} align="end" className={menu.positioner}>
          <Menu.Popup className={menu.popup}>
            <Choices
              title={text.theme}
              names={themes}
              labels={text.themes}
              value={preferences.theme}
              onChange={(theme) => change({ theme })}
            />
            <Choices
              title={text.density}
              names={densities}
              labels={text.densities}
              value={preferences.density}
              onChange={(density) => change({ density })}
            />
            <Choices
              title={text.language}
              names={locales}
              labels={text.languages}
              value={preferences.locale}
              onChange={(locale) => change({ locale })}
            />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

type Props<Name extends string> = {
  title: string
  names: readonly Name[]
  labels: Readonly<Record<Name, string>>
  value: Name
  onChange: (name: Name) => void
}

function Choices<Name extends string>({ title, names, labels, value, onChange }: Props<Name>) {
  return (
    <Menu.Group className={menu.group}>
      <Menu.GroupLabel className={menu.heading}>{title}</Menu.GroupLabel>
      <Menu.RadioGroup value={value} onValueChange={onChange}>
        {names.map((name) => (
          <Menu.RadioItem key={name} value={name} closeOnClick={false} className={menu.item}>
            <Menu.RadioItemIndicator className={menu.check}>
              <Check size="1.1em" aria-hidden />
            </Menu.RadioItemIndicator>
            <span className={menu.label}>{labels[name]}</span>
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </Menu.Group>
  )
}
