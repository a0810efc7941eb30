package dev.vivarium.console.shell;

import dev.vivarium.policy.Policy;
import java.util.List;

/** Where a shell finds Python that is not typed. A shell whose users may not read the host's files has another one. */
public interface Library {

    /** The names of scripts that are commands of their own, sorted; each is one word. */
    List<String> commands();

    /**
     * The source of a command.
     *
     * @throws ShellProblem if it can't be read
     */
    String command(String name, Policy policy);

    /**
     * The source of the script that users call {@code name}.
     *
     * @throws ShellProblem if there is none, or {@code policy} doesn't allow one so large
     */
    String script(String name, Policy policy);

    /** Names for {@link #script} that begin so, for completion; one that ends in a slash goes on. */
    List<String> scripts(String begun);
}
