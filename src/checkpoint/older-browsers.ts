// What Chrome 90–92 and Safari 15.0–15.3 lack and the CBOR reader uses. To be imported before anything else.
Object.hasOwn ??= (object: object, key: PropertyKey) => Object.prototype.hasOwnProperty.call(object, key)
