import {
  Circle,
  CircleAlert,
  CircleCheck,
  GraduationCap,
  Info,
  type LucideIcon,
  TriangleAlert,
} from 'lucide-react'

/** What a colour means; never shown by colour alone. */
export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'error' | 'training'

/** The icon that says the same as the colour. */
export const toneIcons: Readonly<Record<Tone, LucideIcon>> = {
  neutral: Circle,
  info: Info,
  success: CircleCheck,
  warning: TriangleAlert,
  error: CircleAlert,
  training: GraduationCap,
}
