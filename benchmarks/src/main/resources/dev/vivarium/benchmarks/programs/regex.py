import re

WORD = re.compile(r'\b([a-z]+)-(\d{2,4})\b')
SPACES = re.compile(r'\s+')
line = 'alpha-12  beta-345 \t gamma delta-9 epsilon-6789   zeta-00 eta theta-123456 iota-77'
found = 0
for number in range(1_200):
    text = SPACES.sub(' ', line + f' nu-{number:03}')
    for match in WORD.finditer(text):
        found += int(match.group(2)) + len(match.group(1))
    found += len(text.split(' '))
    if re.match(r'(alpha|beta)-\d+', text):
        found += 1
_return(found)
