/** Runs the program on a terminal of its own: argv are pairs of a pattern to wait for and the keys to type then. Standard output is a pipe. */
export const onTerminal = `
import fcntl, os, pty, re, select, struct, sys, termios, time
program, keys = sys.argv[1].split("\\n"), sys.argv[2:]
out_read, out_write = os.pipe()
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    os.dup2(out_write, 1)
    os.close(out_read)
    os.execvp(program[0], program)
os.close(out_write)
seen, end = b"", time.time() + 40
def read():
    global seen
    if time.time() > end: sys.exit("still waiting; seen: " + repr(seen))
    if select.select([terminal], [], [], 0.1)[0]:
        try: part = os.read(terminal, 65536)
        except OSError: return False
        seen += part
        return part != b""
    return True
for pattern, typed in zip(keys[::2], keys[1::2]):
    while not re.search(pattern.encode(), seen):
        if not read(): sys.exit("ended early: " + repr(seen))
    seen = b""
    for key in [typed] if typed.startswith("\\x1b") else typed:
        os.write(terminal, key.encode())
        time.sleep(0.05)
while read(): pass
result = b""
while True:
    part = os.read(out_read, 65536)
    if not part: break
    result += part
sys.stdout.write(result.decode())
sys.stderr.write(seen.decode(errors="replace"))
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;
