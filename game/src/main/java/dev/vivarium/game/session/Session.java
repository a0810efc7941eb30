package dev.vivarium.game.session;

import dev.vivarium.game.world.Character;
import dev.vivarium.game.world.Ear;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the game, signed in or not. Lines go to whoever has taken them over, else to the oldest open
 * question, else they are commands; a line that begins with {@code @} is never an answer, so that nobody can be kept from
 * his commands by being asked. For the game's thread alone.
 */
public final class Session implements Ear {

    private static final int MOST_QUESTIONS = 20;

    private final long number;
    private final Wire wire;
    private final LineTaker lobby;
    private final LineTaker commands;
    private final Deque<LineTaker> takers = new ArrayDeque<>();
    private final Deque<Ask> asked = new ArrayDeque<>();
    private final List<Runnable> atEnd = new ArrayList<>();
    private @Nullable Character character;
    private boolean ended;

    Session(long number, Wire wire, LineTaker lobby, LineTaker commands) {
        this.number = number;
        this.wire = wire;
        this.lobby = lobby;
        this.commands = commands;
    }

    /** Its number; never used again while the server runs. */
    public long number() {
        return number;
    }

    /** Where it comes from. */
    public String address() {
        return wire.address();
    }

    /** Whom it plays; empty before it has signed in. */
    public Optional<Character> character() {
        return Optional.ofNullable(character);
    }

    /** Whether it is over. */
    public boolean isEnded() {
        return ended;
    }

    /** It has signed in. */
    void play(Character who) {
        character = who;
        who.wake(this);
    }

    /** Shows text with a line end. */
    @Override
    public void hear(String text) {
        wire.send(Plain.of(text) + "\n");
    }

    /** Shows text without a line end: what somebody is to type after it. */
    public void prompt(String text) {
        wire.send(Plain.of(text));
    }

    /** Gives the next lines to {@code taker}, until {@link #release}. */
    public void give(LineTaker taker) {
        takers.push(taker);
    }

    /** Takes the lines back from {@code taker}. */
    public void release(LineTaker taker) {
        takers.remove(taker);
    }

    /** Asks; the next line that is no command of the kind {@code @word} answers. */
    public void ask(Ask ask) {
        asked.removeIf(known -> !known.isOpen().getAsBoolean());
        if (ended || asked.size() == MOST_QUESTIONS) {
            ask.cancel().run();
            return;
        }
        asked.addLast(ask);
        hear(ask.text());
    }

    /** Says that the oldest open question will not be answered; false if there is none. */
    public boolean abort() {
        Ask open = nextAsked();
        if (open == null) {
            return false;
        }
        open.cancel().run();
        return true;
    }

    private @Nullable Ask nextAsked() {
        Ask next = asked.poll();
        while (next != null && !next.isOpen().getAsBoolean()) {
            next = asked.poll();
        }
        return next;
    }

    /** A line was typed. */
    void line(String text) {
        if (ended) {
            return;
        }
        if (character == null) {
            lobby.line(this, text);
        } else if (!takers.isEmpty()) {
            takers.element().line(this, text);
        } else if (text.startsWith("@") || !answer(text)) {
            commands.line(this, text);
        }
    }

    /** Answers the oldest open question; false if there is none. */
    public boolean answer(String text) {
        Ask open = nextAsked();
        if (open == null) {
            return false;
        }
        open.answer().accept(text);
        return true;
    }

    /** Calls {@code last} when it ends. */
    public void atEnd(Runnable last) {
        atEnd.add(last);
    }

    /** Ends it, with some last words. */
    public void end(String farewell) {
        if (!ended) {
            ended = true;
            wire.end(Plain.of(farewell));
            Optional.ofNullable(character).ifPresent(who -> who.leave(this));
            asked.forEach(ask -> ask.cancel().run());
            asked.clear();
            atEnd.forEach(Runnable::run);
        }
    }

    @Override
    public String toString() {
        return "session " + number + " from " + address();
    }
}
