package dev.vivarium.console;

import java.util.Optional;

/**
 * What a machine has to confine scripts with.
 *
 * @param javaFeature the Java version's first number
 * @param java version and vendor of the JDK
 * @param python version of the Python runtime
 * @param jit whether scripts are compiled, in words
 * @param kernel name and version of the operating system
 * @param architecture of the processor
 * @param landlock which Landlock there is, in words
 * @param seccomp whether system calls can be filtered, in words
 * @param rlimits whether resources can be limited, in words
 * @param user who runs this, in words
 * @param whyNotConfinable why no worker can be confined here, or empty if it can
 */
record MachineFacts(
        int javaFeature,
        String java,
        String python,
        String jit,
        String kernel,
        String architecture,
        String landlock,
        String seccomp,
        String rlimits,
        String user,
        Optional<String> whyNotConfinable) {

    /** The oldest Java that Vivarium runs on. */
    static final int NEEDED_JAVA = 25;

    /** Why untrusted scripts can't run here, or empty if they can. */
    Optional<String> refusal() {
        return javaFeature < NEEDED_JAVA
                ? Optional.of("needs JDK " + NEEDED_JAVA + " or newer, this is " + java)
                : whyNotConfinable;
    }
}
