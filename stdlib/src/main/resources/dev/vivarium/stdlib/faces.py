"""Safe faces: modules that tell of the machine, or act on it, tell and do nothing.

Evaluated in each context before the prelude and any script. The walls do not rest on this: what these functions
would ask for is refused by the runtime and by the kernel in any case. But a refusal by the runtime is an exception of
Java's, which no script can catch, and facts like a pid are known inside of the process: so scripts get Python's own
errors, and facts that are the same everywhere.
"""


def _vivarium_faces():
    import sys
    import posix
    import _signal
    import _socket
    import _thread
    import __graalpython__

    modules = sys.modules
    # What an import of a builtin module comes to in the end, at two thirds of its price, in each context.
    load = modules['_frozen_importlib']._builtin_from_name

    def put(name, value, *places):
        for place in places:
            module = modules.get(place)
            if module is not None and hasattr(module, name):
                setattr(module, name, value)

    def refuse(name, *places, error=PermissionError, message='Operation not permitted'):
        def refused(*args, **kwargs):
            if error is PermissionError:
                raise PermissionError(1, message)
            raise error(message)
        refused.__name__ = refused.__qualname__ = name
        put(name, refused, *places)

    def say(name, value, *places):
        def said(*args, **kwargs):
            return value
        said.__name__ = said.__qualname__ = name
        put(name, said, *places)

    for name in (
            'execv', 'system', 'kill', 'killpg', 'waitpid', 'openpty', 'setsid', 'setpgid', 'setpgrp', 'umask',
            'putenv', 'unsetenv', 'dup', 'dup2', 'pipe', 'getpgid', 'getsid', 'ctermid', 'statvfs', 'fstatvfs',
            'sysconf', 'get_terminal_size', 'chdir', 'fchdir'):
        refuse(name, 'posix', 'os')
    say('getpid', 1, 'posix', 'os')
    say('getppid', 0, 'posix', 'os')
    say('getpgrp', 1, 'posix', 'os')
    say('getuid', 1000, 'posix', 'os')
    say('getgid', 1000, 'posix', 'os')
    say('getgroups', [], 'posix', 'os')
    say('getloadavg', (0.0, 0.0, 0.0), 'posix', 'os')
    say('cpu_count', 1, 'posix', 'os')
    say('uname', posix.uname_result(('Vivarium', 'vivarium', '', '', 'python')), 'posix', 'os')

    for name in ('start_new_thread', 'start_new'):
        refuse(name, '_thread', 'threading', error=RuntimeError, message="can't start new thread")
    # What modules ask for while they are imported must not fail: logging names itself a fork handler, for one.
    say('register_at_fork', None, 'posix', 'os')
    say('get_native_id', 1, '_thread', 'threading')
    refuse('interrupt_main', '_thread')
    refuse('stack_size', '_thread', 'threading')

    for name in ('signal', 'alarm', 'setitimer', 'getitimer', 'raise_signal', 'siginterrupt', 'set_wakeup_fd'):
        refuse(name, '_signal', 'signal')

    class Socket:
        """No sockets here."""

        __slots__ = ()

        def __init__(self, *args, **kwargs):
            raise PermissionError(1, 'Operation not permitted')

    Socket.__name__ = Socket.__qualname__ = 'socket'
    Socket.__module__ = '_socket'
    put('socket', Socket, '_socket')
    put('SocketType', Socket, '_socket')
    for name in (
            'getaddrinfo', 'gethostbyaddr', 'gethostbyname', 'gethostbyname_ex', 'getnameinfo', 'getservbyname',
            'getservbyport', 'close', 'dup'):
        refuse(name, '_socket')
    say('gethostname', 'vivarium', '_socket')

    # The runtime's own library uses the rest of this module.
    for name in (
            'get_current_rss', 'get_jdk_version', 'get_graalvm_version', 'get_max_process_count', 'read_file',
            'run_path', 'which', 'dis', 'executable_list', 'java_assert', 'blackhole',
            'build_java_class', 'replicate_extensions_in_venv', 'startup_nano', 'startup_wall_clock_ts'):
        if hasattr(__graalpython__, name):
            delattr(__graalpython__, name)

    for place, names in (
            ('_posixsubprocess', ('fork_exec',)),
            ('resource', ('getrusage', 'getrlimit', 'getpagesize')),
            ('faulthandler', ('dump_traceback', 'dump_traceback_later', 'enable', 'disable', 'is_enabled')),
            ('mmap', ('mmap',)),
            ('java', ('type', 'add_to_classpath', 'instanceof', 'as_java_byte_array', 'java_getattr')),
            ('jarray', ('array', 'zeros')),
            ('polyglot', ('eval', 'export_value', 'import_value', 'storage'))):
        load(place)
        for name in names:
            refuse(name, place)

    # It would collect the heap of all scripts of the worker, on nobody's processor time.
    load('gc')
    say('collect', 0, 'gc')

    # By Python's own words only differences mean something; the rest would tell what scripts before this one have used.
    time = load('time')

    def count_from_first(name):
        clock = getattr(time, name)
        first = None

        def counted():
            nonlocal first
            now = clock()
            if first is None or now < first:
                # The first call, or the first one in another thread.
                first = now
            return now - first
        counted.__name__ = counted.__qualname__ = name
        setattr(time, name, counted)

    count_from_first('thread_time')
    count_from_first('thread_time_ns')

    pwd = load('pwd')
    guest = pwd.struct_passwd(('guest', 'x', 1000, 1000, '', '/python', ''))
    say('getpwnam', guest, 'pwd')
    say('getpwuid', guest, 'pwd')

    sys.version = sys.version.partition(' ')[0] + ' (vivarium) [GraalPy]'
    for name in ('_git', '_current_frames'):
        if hasattr(sys, name):
            delattr(sys, name)
