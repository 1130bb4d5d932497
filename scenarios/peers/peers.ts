// The door of the servers that are played: what staging a story needs, and no more.
export { openSink, type Sink } from './sink.ts'
export { openSmtpPeer, type Peer, type PeerOptions } from './smtp-peer.ts'
