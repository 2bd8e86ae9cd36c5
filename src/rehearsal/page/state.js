// What the page knows: channels, messages, people, commands, and what has been read.

export class State {
  guild = { id: "", name: "Rehearsal" };
  bot = { id: "", username: "bot" };
  me = { id: "", name: "you" };
  channels = [];
  commands = [];
  roles = [];
  members = [];
  selected = undefined;
  #messages = new Map();
  #seen = new Set();
  #dismissed = new Set();
  #loaded = false;

  /** Takes the server's whole state. What it holds at first sight counts as read; later, only what was read before. */
  load(told) {
    for (const key of ["guild", "bot", "me"]) this[key] = told[key] ?? this[key];
    for (const key of ["channels", "commands", "roles", "members"]) this[key] = Array.isArray(told[key]) ? told[key] : [];
    this.#messages = new Map(this.channels.map((channel) => [channel.id, []]));
    for (const [channel, messages] of Object.entries(told.messages ?? {})) {
      for (const message of messages) this.put(channel, message);
      if (!this.#loaded) this.markRead(channel);
    }
    this.#loaded = true;
    if (!this.channel(this.selected)) this.selected = this.channels.find((channel) => channel.kind === "text")?.id ?? this.channels[0]?.id;
  }

  /** Adds a message or replaces the one with its id. A dismissed one stays away. */
  put(channelId, message) {
    if (!message?.id || this.#dismissed.has(message.id)) return;
    if (!this.channel(channelId)) this.putChannel({ id: channelId, name: "unknown", kind: "text" });
    const list = this.messages(channelId);
    const index = list.findIndex((known) => known.id === message.id);
    if (index === -1) list.push(message);
    else list[index] = message;
    if (message.author?.id === this.me.id) this.#seen.add(message.id);
  }

  remove(channelId, id) {
    this.#messages.set(channelId, this.messages(channelId).filter((message) => message.id !== id));
  }

  dismiss(channelId, id) {
    this.#dismissed.add(id);
    this.remove(channelId, id);
  }

  putChannel(channel) {
    if (!channel?.id) return;
    const index = this.channels.findIndex((known) => known.id === channel.id);
    if (index === -1) this.channels.push(channel);
    else this.channels[index] = channel;
    if (!this.#messages.has(channel.id)) this.#messages.set(channel.id, []);
  }

  channel(id) {
    return this.channels.find((channel) => channel.id === id);
  }

  messages(channelId) {
    return this.#messages.get(channelId) ?? [];
  }

  unread(channelId) {
    return this.messages(channelId).filter((message) => !this.#seen.has(message.id));
  }

  markRead(channelId) {
    for (const message of this.messages(channelId)) this.#seen.add(message.id);
  }

  /** Unread messages that call for the reader: mentions, and everything in a direct channel. */
  calls(channelId) {
    const direct = this.channel(channelId)?.kind === "direct";
    return this.unread(channelId).filter((message) => direct || this.mentionsMe(message)).length;
  }

  /** Whether the message rings for the rehearser, who stands in for everybody whose role is pinged unless the state names roles. */
  mentionsMe(message) {
    if (message.mention_everyone || message.mentions?.some((user) => user.id === this.me.id)) return true;
    const roles = message.mention_roles ?? [];
    return this.me.roles ? roles.some((role) => this.me.roles.includes(role)) : roles.length > 0;
  }

  roleName(id) {
    return this.roles.find((role) => role.id === id)?.name;
  }

  channelName(id) {
    return this.channel(id)?.name;
  }

  userName(id) {
    if (id === this.me.id) return this.me.name;
    if (id === this.bot.id) return this.bot.username;
    return this.members.find((member) => member.id === id)?.name;
  }
}
