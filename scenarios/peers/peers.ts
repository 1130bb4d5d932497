// The door of the servers that are played: what staging a story needs, and no more.
export { openSink, type Sink } from './sink.ts'
export { openSmtpPeer, type Peer } from './smtp-peer.ts'
export { stageNameOf } from './stage-name.ts'
