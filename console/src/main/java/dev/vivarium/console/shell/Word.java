package dev.vivarium.console.shell;

import java.util.List;

/** The words of the shell, each with its help. */
enum Word {
    HELP("help", "[WORD]", "All words, or what one of them does."),
    LIST("list", "[STATE | all]", "Your tasks that have not ended; those in a state, as in 'list KILLED'; or all."),
    OUTPUT("output", "[N]", "Task N and all that it has printed so far; without N the newest. -1 is the newest, too."),
    KILL("kill", "[N]", "Kills task N; without N the newest that has not ended."),
    LAST_ERROR("lasterror", "[N]", "The traceback or the problem of the task that failed last, or of task N."),
    WAIT(
            "wait",
            "N [STATE | output TEXT]",
            "Waits until task N has ended, is in that state, or has printed TEXT; five minutes at most."),
    ANSWER("answer", "N [TEXT]", "Answers what task N asked first; one that was run here goes on here."),
    RUN(
            "run",
            "[--policy NAME] [--placement WHERE] (FILE | -c SOURCE) [ARG]...",
            "Runs a script here: its output as it comes, then the value that it gave to _return. Ctrl-C kills it."
                    + " It finds each ARG in its list args."),
    START(
            "start",
            "[--policy NAME] [--placement WHERE] (FILE | -c SOURCE) [ARG]...",
            "Runs a script in the background; see output, wait and kill."),
    PY(
            "py",
            "[PYTHON]",
            "Runs Python here, in a context of its own. A block, and py without more, go on until an empty line."),
    POLICY("policy", "[NAME]", "The policies there are, or chooses one for what is started from now on."),
    PLACEMENT(
            "placement",
            "[process | thread | policy]",
            "Where scripts run from now on: a confined worker, this JVM (under trusted policies only), or as the"
                    + " policy says."),
    QUIT("quit", "", "Ends the shell and kills its tasks.");

    private final String text;
    private final String usage;
    private final String help;

    Word(String text, String usage, String help) {
        this.text = text;
        this.usage = usage;
        this.help = help;
    }

    /** How it is spelled here. */
    String text() {
        return text;
    }

    /** All spellings, plac's and those of its users' habits included. */
    List<String> spellings() {
        return switch (this) {
            case LAST_ERROR -> List.of(text, "last_tb");
            case QUIT -> List.of(text, "exit", "EOF");
            default -> List.of(text);
        };
    }

    String usage() {
        return (text + " " + usage).strip();
    }

    String help() {
        return help;
    }
}
