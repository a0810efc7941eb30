import json

record = {
    'name': 'Anna',
    'level': 12,
    'alive': True,
    'spot': [3.5, -7.25, None],
    'bag': [{'item': 'rope', 'count': n, 'tags': ['long', 'old']} for n in range(20)],
}
length = 0
for turn in range(250):
    record['level'] = turn
    text = json.dumps(record, sort_keys=True)
    length += len(text)
    record = json.loads(text)
_return(length + len(record['bag']))
