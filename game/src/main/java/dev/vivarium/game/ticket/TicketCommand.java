package dev.vivarium.game.ticket;

import dev.vivarium.game.command.Call;
import dev.vivarium.game.command.Command;
import dev.vivarium.game.command.CommandProblem;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code @web}: the way from the game to the page. */
public final class TicketCommand {

    private final Tickets tickets;
    private volatile @Nullable URI page;

    /** @param tickets makes the tokens */
    public TicketCommand(Tickets tickets) {
        this.tickets = tickets;
    }

    /** Where the page is. Any thread. */
    public void page(URI address) {
        page = address;
    }

    /** The command. */
    public List<Command> all() {
        return List.of(Command.of(
                "web",
                "@web",
                "Tells the address of the page, with a token that signs you in there. A new one ends the last one.",
                this::web));
    }

    private void web(Call call) {
        URI address = page;
        if (address == null) {
            throw new CommandProblem("This server shows no page.");
        }
        call.tell(link(address, tickets.make(call.who().name())) + "\n(good for " + tickets.hours()
                + " hours; keep it to yourself)");
    }

    /** The page's address for whoever has that token; what comes after {@code #} is not sent over the network. */
    public static String link(URI page, String token) {
        return page + "#token=" + token;
    }
}
