import type { Comment } from "./ast";
import { Recovery } from "./recovery";
import { Token } from "./token";

class CommentReader extends Recovery {
  read(): readonly Comment[] {
    const comments: Comment[] = [];
    this.comments = comments;
    if (this.text.charCodeAt(0) === 0xfeff) this.position = 1;
    do {
      this.advance();
      this.skip();
    } while (!this.is(Token.End));
    return comments;
  }
}

/** The comments of a text in order. What looks like a comment in a string or heredoc is none. */
export function commentsOf(text: string): readonly Comment[] {
  return /[#/]/.test(text) ? new CommentReader(text, 0, text.length).read() : [];
}
