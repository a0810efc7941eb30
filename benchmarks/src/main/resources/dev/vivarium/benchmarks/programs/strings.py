syllables = ['ka', 'lo', 'mi', 'ra', 'tu', 'sen', 'do', 'vi']
counts = {}
seed = 7
for _ in range(30_000):
    seed = (seed * 75 + 74) % 65537
    word = syllables[seed % 8] + syllables[seed // 8 % 8]
    counts[word] = counts.get(word, 0) + 1
lines = []
for word, count in counts.items():
    lines.append(f'{word.upper():<8}{count:>6}'.replace('A', 'aa').strip())
text = '\n'.join(lines)
_return(len(text) + text.count('aa') + sum(map(len, text.split())))
