import { contextBridge, ipcRenderer } from 'electron'

// The whole of what a page may ask of Electron: to hear that something changed.
contextBridge.exposeInMainWorld('quay', {
  shell: 'electron',
  onChanges(listener: (topics: readonly string[]) => void): () => void {
    const heard = (_: unknown, topics: readonly string[]) => listener(topics)
    ipcRenderer.on('changes', heard)
    return () => {
      ipcRenderer.off('changes', heard)
    }
  },
})
