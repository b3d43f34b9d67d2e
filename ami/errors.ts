/** What every error of the AMI client is, so that one `instanceof` tells them from others. */
export class AmiError extends Error {
  static {
    this.prototype.name = "AmiError";
  }
}

/** What came from a server is no message of a manager, or is beyond a limit. */
export class AmiProtocolError extends AmiError {
  static {
    this.prototype.name = "AmiProtocolError";
  }
}
