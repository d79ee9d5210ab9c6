import { Volume2, VolumeX } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { isMuted, playTone, setMuted } from './tones.ts'

/** Whether an answer is heard as well as seen; a setting of this PC. */
export function SoundSwitch() {
  const text = useText().verify.sound
  const [off, setOff] = useState(isMuted)
  const change = () => {
    setMuted(!off)
    setOff(!off)
    playTone('good')
  }
  return (
    <Button icon={off ? VolumeX : Volume2} variant="quiet" onClick={change}>
      {off ? text.turnOn : text.turnOff}
    </Button>
  )
}
